import type { Event } from '@rocketchat-openclaw/shared';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import type { Admitted } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { openAnswered } from '../../../gateway-endpoint/src/admit/answered.ts';
import type { Claim } from '../../../gateway-endpoint/src/admit/inbox.ts';
import { openCounters } from '../../../gateway-endpoint/src/gate/counters.ts';
import { openOutcomes } from '../../../gateway-endpoint/src/gate/outcomes.ts';
import type { Entry } from '../../../gateway-endpoint/src/host/transcript.ts';
import type { Outgoing } from '../../../gateway-endpoint/src/reply/outgoing.ts';
import { NO_STATUS } from '../../../gateway-endpoint/src/reply/presence/status.ts';
import { NO_TYPING } from '../../../gateway-endpoint/src/reply/typing.ts';
import { handle } from '../../../gateway-endpoint/src/turn/handle.ts';
import { areAllRunsBy } from '../../../gateway-endpoint/src/turn/runs.ts';
import type { Services } from '../../../gateway-endpoint/src/turn/services.ts';
import { BOT } from '../fake-app.ts';
import { openClickable } from '../interactions/clickable.ts';
import { aClient, aLogbook, aRuntime, aStore, noNames, presentOf, threadsWith } from '../services.ts';

/** Everybody may talk to the agent. */
export const open = { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' };

/** What `buildContext` was given: all that the agent learns of a turn. */
type Context = Parameters<PluginRuntime['channel']['inbound']['buildContext']>[0];

/** Of an event that comes now. */
export const aClaim = (): Claim => ({
  abortSignal: new AbortController().signal,
  admission: 'exclusive',
  onAdopted: async () => undefined,
  onDeferred: () => undefined,
  onAdoptionFinalizing: () => undefined,
  onAbandoned: async () => undefined,
  adopted: new Promise(() => undefined),
  taken: new Promise(() => undefined),
  over: new Promise(() => undefined),
  comesAgain: () => undefined,
  takenBack: new AbortController().signal,
  isTaken: () => false,
  stepAside: () => undefined,
});

/** A gateway whose agent is asked and never answers; `restart` forgets all that is not on disk. */
export function aGateway(
  section: object = open,
  answers: Record<string, unknown> = {},
  code: Awaited<ReturnType<Services['challenge']>> = 'sent',
) {
  let store = aStore();
  const clickable = openClickable();
  const { runtime, lines } = aRuntime(section);
  const logged: string[] = [];
  /** The same, with those that the log has at the level `debug` alone. */
  const recorded: string[] = [];
  const turns: Context[] = [];
  /** Was all that ran then Alice's? */
  const runs: boolean[] = [];
  const { channel } = runtime;
  /** When the agent has answered. */
  const agent: { ends: Promise<void>; fails?: Error } = { ends: Promise.resolve() };
  /** What OpenClaw has noted of a stop. */
  const session: { abortCutoffTimestamp?: number | undefined } = {};
  /** Does it still stand there when a message is handed over? */
  const cutoffs: (number | undefined)[] = [];
  const asking = {
    ...runtime,
    agent: {
      session: {
        getSessionEntry: () => session,
        patchSessionEntry: async ({ update }: { update(now: object): object | null }) =>
          Object.assign(session, update(session)),
      },
    },
    channel: {
      ...channel,
      commands: { shouldHandleTextCommands: () => true, isControlCommandMessage: (text: string) => text === '/new' },
      inbound: {
        ...channel.inbound,
        buildContext: (context: Context) => void turns.push(context),
        run: async ({ adapter }: { adapter: { resolveTurn(): unknown } }) => {
          cutoffs.push(session.abortCutoffTimestamp);
          runs.push(areAllRunsBy('agent:main:channel:Room1', { accountId: 'default', userId: 'Alice1' }));
          await agent.ends;
          if (agent.fails) throw agent.fails;
          return adapter.resolveTurn();
        },
        dispatch: async ({ delivery }: { delivery: { deliver(payload: { text: string }): unknown } }) => {
          cutoffs.push(session.abortCutoffTimestamp);
          runs.push(areAllRunsBy('agent:main:channel:Room1', { accountId: 'default', userId: 'Alice1' }));
          return delivery.deliver({ text: 'done' });
        },
      },
    },
  };
  const asked: string[] = [];
  const heard: string[] = [];
  const begun: string[] = [];
  const ended: string[] = [];
  const hints: string[] = [];
  const owed: boolean[] = [];
  const posted: string[] = [];
  const sent: Outgoing[] = [];
  /** Direct rooms that the bot has learned, by the person in them. */
  const learned: string[] = [];
  const warnings: string[] = [];
  const told: string[] = [];
  const late: string[] = [];
  const forgotten: string[] = [];
  const marked: string[] = [];
  /** OpenClaw's transcript of each session. */
  const read: Entry[] = [];
  /** Messages from which the sign of an earlier process was taken away. */
  const waitedBefore: string[] = [];
  /** Events whose sign of waiting was taken away. */
  const unwaited: string[] = [];
  const order: ('outcome' | 'hint')[] = [];
  let answered = openAnswered({ store, clock: () => 0 });
  let counters = openCounters();
  const services = (): Services => ({
    present: presentOf(section),
    presentNow: () => presentOf(section),
    runtime: asking as unknown as PluginRuntime,
    client: aClient(({ command }: { command: string }) => {
      asked.push(command);
      return answers[command] ?? { messages: [] };
    }),
    sender: {
      send: async (message) => {
        sent.push(message);
        posted.push(message.text ?? '');
        return { roomId: '', messageIds: [] };
      },
      settle: async () => ({ happened: 'all' as const, messageIds: [] }),
      learnDirectRoom: (userId, roomId) => void learned.push(`${userId} in ${roomId}`),
      expect: () => undefined,
    },
    writingIn: ({ writing }) => writing,
    presence: {
      in({ isFromControl, event }) {
        if (!isFromControl) marked.push(event.message.id);
        return { typing: NO_TYPING, status: NO_STATUS, stream: undefined };
      },
      waitedBefore: ({ event }) => void waitedBefore.push(event.message.id),
    },
    answered,
    turnJournal: {
      begin: async ({ eventId }) => void begun.push(eventId),
      markSpoken: () => undefined,
      end: (id) => void ended.push(id),
      forget: (id) => void ended.push(id),
      takeInterrupted: () => [],
    },
    challenge: async () => code,
    isHeard: (userId) => void heard.push(userId),
    hint: ({ place, text, isOwed }) => {
      owed.push(isOwed);
      hints.push(`${place.userId} in ${place.roomId}: ${text}`);
      order.push('hint');
    },
    tellPerson: async ({ place, text }) =>
      void told.push(`${place.userId} in ${place.threadId ?? place.roomId}: ${text}`),
    lateMail: {
      note: ({ eventId, roomId }) => void late.push(`${eventId} in ${roomId}`),
      forget: (messageId) => void forgotten.push(messageId),
    },
    checkGreeting: () => undefined,
    roomNames: noNames,
    threads: threadsWith(),
    isNew: async () => true,
    transcriptOf: () => read,
    save: async () => ({ id: 'a', path: '/media/a', size: 1, contentType: 'image/png' }),
    recordOutcome: openOutcomes(
      counters,
      {
        info(line) {
          order.push('outcome');
          logged.push(line);
          recorded.push(line);
        },
        debug: (line) => void recorded.push(line),
      },
      aLogbook().logbook,
    ),
    newId: () => 'id',
    waiting: {
      begins: () => undefined,
      ends: (id) => void unwaited.push(id),
      countIn: () => 0,
      hasRoom: () => true,
      comesBack: () => undefined,
    },
    pause: async () => undefined,
    interactions: clickable.interactions,
    clock: () => clickable.time.now,
    log: { info: () => undefined, warn: (line) => void warnings.push(line) },
  });
  return {
    ...clickable,
    agent,
    turns,
    runs,
    session,
    cutoffs,
    lines,
    logged,
    recorded,
    asked,
    begun,
    ended,
    /** Who was found to be talking to the agent. */
    heard,
    hints,
    /** Are they owed an answer each time? */
    owed,
    posted,
    sent,
    learned,
    told,
    late,
    forgotten,
    /** Messages that the bot's reactions may go to. */
    marked,
    read,
    unwaited,
    waitedBefore,
    order,
    /** Handles the event, and returns its outcome. */
    async sees(event: Event, claim = aClaim(), more: Partial<Admitted> = {}) {
      counters = openCounters();
      const over = Promise.withResolvers<'done' | 'again'>();
      await handle({ event, bot: BOT, ...more }, { ...claim, over: over.promise }, services()).finally(() =>
        over.resolve('done'),
      );
      const { turns: started, commands, clicks, notices, silences } = counters.read();
      const done = { turn: started, command: commands, click: clicks, notice: notices };
      return [...Object.entries(done).flatMap(([outcome, times]) => (times ? outcome : [])), ...Object.keys(silences)];
    },
    restart() {
      store.close();
      store = aStore(store.path);
      answered = openAnswered({ store, clock: () => 0 });
    },
  };
}
