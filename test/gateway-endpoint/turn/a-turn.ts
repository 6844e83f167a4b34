import type { ChannelInboundTurnPlan } from 'openclaw/plugin-sdk/channel-inbound';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Claim } from '../../../gateway-endpoint/src/admit/inbox.ts';
import type { Outgoing } from '../../../gateway-endpoint/src/reply/outgoing.ts';
import type { Status } from '../../../gateway-endpoint/src/reply/presence/status.ts';
import { situate } from '../../../gateway-endpoint/src/turn/situation.ts';
import type { Turn } from '../../../gateway-endpoint/src/turn/turn.ts';
import { wordsOf } from '../../../gateway-endpoint/src/turn/words.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aRuntime, noNames, presentOf } from '../services.ts';

const NO_FILES = { media: [], notes: [] };

type Run = PluginRuntime['channel']['inbound']['run'];
type Adapter = Parameters<Run>[0]['adapter'];

/** OpenClaw while it has the turn: what it was given, and the claim that it takes over. */
export interface AtOpenClaw {
  readonly adapter: Adapter;
  readonly plan: ChannelInboundTurnPlan;
  readonly claim: Pick<Claim, 'onAdopted' | 'onDeferred' | 'onAbandoned' | 'abortSignal'> & { onSettled?(): void };
}

interface Wanted {
  /** Does with the turn what OpenClaw would; it may return what OpenClaw says of its end. */
  readonly openclaw?: (at: AtOpenClaw) => unknown;
  readonly section?: object;
  readonly told?: Parameters<typeof aMessage>[0];
  readonly claim?: Partial<Claim>;
  readonly verdict?: Partial<Turn['verdict']>;
  readonly more?: Partial<Turn>;
  /** The session at OpenClaw. */
  readonly session?: object;
}

/** A turn that is ready to be handed over. `noted` has all that it does, in its order. */
export async function aTurn(wanted: Wanted = {}) {
  const { openclaw = () => undefined, section = {}, told = {}, claim = {}, verdict = {}, more = {}, session } = wanted;
  const noted: string[] = [];
  const sent: Outgoing[] = [];
  const warnings: string[] = [];
  const contexts: object[] = [];
  /** Of OpenClaw's events about agents. */
  const listeners: ((event: { runId: string; stream: string; data: object }) => void)[] = [];
  const { runtime } = aRuntime(section);
  const event = aMessage({ at: 5, ...told });
  const situation = await situate(
    event,
    { present: presentOf(section), runtime, roomNames: noNames },
    event.message.id,
  );

  async function run({ adapter }: Parameters<Run>[0]) {
    noted.push('run');
    const plan = (await adapter.resolveTurn(undefined as never, undefined as never, undefined as never)) as never;
    const { replyOptions } = plan as { replyOptions: { turnAdoptionLifecycle: AtOpenClaw['claim'] } };
    const said = await openclaw({ adapter, plan, claim: replyOptions.turnAdoptionLifecycle });
    return said ?? { dispatched: true };
  }

  function noteContext(context: object): object {
    contexts.push(context);
    return context;
  }

  let isTaken = false;
  function taken(how: string): void {
    isTaken = true;
    noted.push(how);
  }

  const status: Status = {
    seen: () => void noted.push('status seen'),
    waits: () => undefined,
    waitsNoLonger: () => undefined,
    waitedBefore: () => void noted.push('status waited before'),
    usesTool: (name) => void noted.push(`status uses ${name}`),
    over: (hasFailed) => void noted.push(hasFailed ? 'status failed' : 'status over'),
    keptSilent: () => void noted.push('status kept silent'),
  };
  const turn: Turn = {
    ...situation,
    event,
    isFromControl: false,
    bot: BOT,
    verdict: {
      start: true,
      ingress: { activationAccess: {} } as Turn['verdict']['ingress'],
      address: { wasMentioned: true } as Turn['verdict']['address'],
      command: undefined,
      reading: 'words',
      may: { isOperator: false, isApprover: false },
      ...verdict,
    },
    recalled: undefined,
    taken: NO_FILES,
    words: wordsOf(event, BOT, NO_FILES),
    claim: {
      abortSignal: new AbortController().signal,
      admission: 'exclusive',
      onAdopted: async () => taken('adopted'),
      onDeferred: () => taken('deferred'),
      onAdoptionFinalizing: () => undefined,
      onAbandoned: async () => undefined,
      adopted: new Promise(() => undefined),
      taken: new Promise(() => undefined),
      over: new Promise(() => undefined),
      comesAgain: () => undefined,
      takenBack: new AbortController().signal,
      isTaken: () => isTaken,
      stepAside: () => undefined,
      handOver: () => void noted.push('handed over'),
      ...claim,
    },
    place: {
      wantsToGo: () => undefined,
      setsOut: () => true,
      isInMemory: () => void noted.push('in memory'),
      isBack: () => undefined,
      isSentBack: () => false,
      comesAgain: () => undefined,
      leave: () => void noted.push('left'),
    },
    turnJournal: {
      begin: async ({ eventId, lane, agentId, sessionKey }) =>
        void noted.push(`begun ${[eventId, lane, agentId, sessionKey].join(' ')}`),
      markSpoken: (id) => void noted.push(`speaks ${id}`),
      end: (id) => void noted.push(`ended ${id}`),
      forget: (id) => void noted.push(`ended ${id}`),
      takeInterrupted: () => [],
    },
    writingIn: ({ writing }) => writing,
    runtime: {
      ...runtime,
      agent: {
        session: {
          getSessionEntry: () => session,
          patchSessionEntry: async ({ update }: { update(now: object): object | null }) =>
            void noted.push(`patched ${Object.keys(update(session ?? {}) ?? {}).length}`),
        },
      },
      events: {
        onAgentEvent(listener: (typeof listeners)[number]) {
          listeners.push(listener);
          return () => void listeners.splice(listeners.indexOf(listener), 1);
        },
      },
      channel: {
        ...runtime.channel,
        inbound: {
          ...runtime.channel.inbound,
          buildContext: noteContext,
          run,
        },
      },
    } as unknown as PluginRuntime,
    sender: {
      async send(message) {
        sent.push(message);
        return { roomId: 'Room1', messageIds: ['m1'] };
      },
      settle: async () => ({ happened: 'all', messageIds: [] }),
      learnDirectRoom: () => undefined,
      expect: () => undefined,
    },
    waiting: {
      begins: ({ event: { id } }) => void noted.push(`waits ${id}`),
      ends: (id) => void noted.push(`begins ${id}`),
      countIn: () => 0,
    },
    typing: {
      start: async () => void noted.push('typing'),
      stop: async () => void noted.push('typing stopped'),
    },
    status,
    stream: undefined,
    log: { warn: (line) => void warnings.push(line) },
    ...more,
  };
  /** OpenClaw tells of a run. */
  function tell(runId: string, stream: string, data: object): void {
    for (const listener of listeners) listener({ runId, stream, data });
  }
  return { turn, noted, sent, warnings, contexts, listeners, tell };
}
