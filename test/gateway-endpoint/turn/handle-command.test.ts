import type { EventOf } from '@rocketchat-openclaw/shared';
import { buildChannelInboundEventContext } from 'openclaw/plugin-sdk/channel-inbound';
import { describe, expect, test } from 'vitest';
import type { Claim } from '../../../gateway-endpoint/src/admit/inbox.ts';
import type { Tell } from '../../../gateway-endpoint/src/app-client/tell-person.ts';
import { pastStops } from '../../../gateway-endpoint/src/host/stops.ts';
import { noteAsked } from '../../../gateway-endpoint/src/interactions/asked-here.ts';
import { handleCommand } from '../../../gateway-endpoint/src/turn/handle-command.ts';
import { enterLine } from '../../../gateway-endpoint/src/turn/line.ts';
import { answersAt, isRunning, runStarted } from '../../../gateway-endpoint/src/turn/runs.ts';
import type { Services } from '../../../gateway-endpoint/src/turn/services.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { openClickable } from '../interactions/clickable.ts';
import { aRuntime, noNames, presentOf, resolve } from '../services.ts';
import { OPEN } from './a-clicked.ts';
import { openRequests } from './open-requests.ts';

const OPERATOR = { ...OPEN, commandAllowFrom: ['Alice1'] };
const SESSION = 'agent:main:channel:Room1';
const IN_ROOM = { account: { accountId: 'default' }, conversation: {} };

type Invoked = EventOf<'command.invoked'>;
type Asking = Parameters<typeof resolve>[0];
type Dispatched = {
  readonly cfg: { readonly commands?: { readonly allowFrom?: object } };
  readonly route: object;
  readonly ctxPayload: Record<string, unknown>;
  readonly delivery: { deliver(payload: { text?: string }): Promise<{ visibleReplySent: boolean }> };
};

/** `/openclaw <text>`, by Alice in a channel, if nothing else is said. */
function invoked(text: string, more: Partial<Invoked> = {}): Invoked {
  const { at, room, actor } = aMessage();
  return { type: 'command.invoked', id: 'command-1', at, room, actor, command: 'openclaw', text, ...more };
}

/** OpenClaw carries out what it is given, and answers in these pieces. */
function aGateway(
  section: object = OPEN,
  { pieces = ['done'] as (string | undefined)[], openclaw = openRequests({}), route = {}, session = {} } = {},
) {
  const told: Tell[] = [];
  const given: Dispatched[] = [];
  const visible: boolean[] = [];
  const bound: Asking['contextBinding'][] = [];
  /** What else happens while OpenClaw carries a command out. */
  const meanwhile: { does(): Promise<void> } = { does: async () => undefined };
  const patched: object[] = [];
  const { runtime } = aRuntime(section);
  const inbound = {
    ingress: {
      resolve(asking: Asking) {
        if (asking.contextBinding) bound.push(asking.contextBinding);
        return resolve(asking);
      },
    },
    buildContext: buildChannelInboundEventContext,
    async dispatch(dispatched: Dispatched) {
      given.push(dispatched);
      await meanwhile.does();
      for (const text of pieces) {
        const { visibleReplySent } = await dispatched.delivery.deliver(text === undefined ? {} : { text });
        visible.push(visibleReplySent);
      }
    },
  };
  const services = {
    present: presentOf(section),
    runtime: {
      ...runtime,
      agent: {
        session: {
          getSessionEntry: ({ sessionKey }: { sessionKey: string }) => (sessionKey === SESSION ? session : undefined),
          patchSessionEntry: async ({ sessionKey }: { sessionKey: string }) => void patched.push({ sessionKey }),
        },
      },
      channel: {
        ...runtime.channel,
        routing: {
          resolveAgentRoute: (asked: never) => ({ ...runtime.channel.routing.resolveAgentRoute(asked), ...route }),
        },
        inbound,
      },
    },
    roomNames: noNames,
    interactions: openClickable().interactions,
    waiting: { countIn: () => 0 },
    tellPerson: async (what: Tell) => void told.push(what),
    clock: () => 0,
    log: { warn: (line: string) => expect.unreachable(line) },
  } as unknown as Services;
  const cancelled: number[] = [];
  const claim = {
    stepAside: () => undefined,
    abortSignal: new AbortController().signal,
    takenBack: new AbortController().signal,
    onCancelled: async () => void cancelled.push(cancelled.length + 1),
  } as unknown as Claim;
  const runsCommand = (event: Invoked) => openclaw.within(() => handleCommand(event, BOT, claim, services));
  return {
    told,
    given,
    visible,
    bound,
    patched,
    meanwhile,
    cancelled,
    runsCommand,
    read: () => told.map(({ text }) => text),
  };
}

const bot = { ...invoked('').actor, id: 'Bot2', type: 'bot' as const };

describe('the words of a slash command', () => {
  test.each([
    ['//status', '/status'],
    ['model openai/gpt', '/model openai/gpt'],
    ['/model openai/gpt', '/model openai/gpt'],
  ])('%j are the command %j', async (text, body) => {
    const gateway = aGateway(OPERATOR);
    expect(await gateway.runsCommand(invoked(text))).toBe('command');
    expect(gateway.given.map(({ ctxPayload }) => ctxPayload['CommandBody'])).toEqual([body]);
  });
});

describe('OpenClaw carries a slash command out', () => {
  test('for the person, in the session of the room, and knows that it was let in there', async () => {
    const gateway = aGateway(OPERATOR);
    await gateway.runsCommand(invoked('model gpt'));
    expect(gateway.bound).toEqual([
      {
        agentId: 'main',
        sessionKey: SESSION,
        messageId: 'command-1',
        nativeChannelId: 'Room1',
        inboundEventKind: 'user_request',
      },
    ]);
    const { ctxPayload, route } = gateway.given[0] ?? {};
    expect(route).toStrictEqual({ agentId: 'main', sessionKey: SESSION });
    expect(ctxPayload).toMatchObject({
      SessionKey: SESSION,
      MessageSid: 'command-1',
      SenderId: 'Alice1',
      CommandSource: 'native',
      CommandAuthorized: true,
    });
  });

  test('and an answer in pieces reaches them whole; an empty piece shows nothing', async () => {
    const gateway = aGateway(OPEN, { pieces: ['one', undefined, 'two'] });
    await gateway.runsCommand(invoked('status', { threadId: 'Root1' }));
    expect(gateway.visible).toEqual([true, false, true]);
    const line = '\nAt work: nothing. Nothing waits.';
    expect(gateway.read()).toEqual([`one${line}`, '', `two${line}`]);
    const place = { roomId: 'Room1', userId: 'Alice1', threadId: 'Root1' };
    expect(gateway.told.map((told) => told.place)).toEqual(Array(3).fill(place));
    // A repeat of the event has the same keys, and shows nothing twice.
    expect(gateway.told.map(({ keyOf }) => keyOf)).toEqual(
      [0, 1, 2].map((n) => ({ event: 'command-1', purpose: `command-${n}` })),
    );
  });

  test('which our rules alone allow, as if it had been written, by a list with this person alone', async () => {
    const [ours, theirs] = [aGateway(OPEN), aGateway(OPERATOR)];
    for (const gateway of [ours, theirs]) await gateway.runsCommand(invoked('new'));
    const lists = [ours, theirs].map(({ given }) => given[0]?.cfg.commands?.allowFrom);
    expect(lists).toEqual([{ rocketchat: ['Alice1'] }, undefined]);
    const sources = [ours, theirs].map(({ given }) => given[0]?.ctxPayload['CommandSource']);
    expect(sources).toEqual(['text', 'native']);
  });
});

describe('the session of a slash command', () => {
  test('has lost the note of an earlier stop, for which OpenClaw would drop the command', async () => {
    const gateway = aGateway(OPEN, { session: { abortCutoffTimestamp: 5 } });
    await gateway.runsCommand(invoked('status'));
    expect(gateway.patched).toEqual([{ sessionKey: SESSION }]);
  });

  test('names how OpenClaw keeps direct conversations apart, where it does', async () => {
    const gateway = aGateway(OPEN, { route: { dmScope: 'per-account-channel-peer' } });
    await gateway.runsCommand(invoked('status'));
    expect(gateway.given).toMatchObject([{ route: { dmScope: 'per-account-channel-peer' } }]);
  });

  test.each([
    ['new write the report', true],
    ['status', false],
  ])('is at work while OpenClaw carries out %j: %s', async (text, expected) => {
    const gateway = aGateway(OPERATOR);
    const seen: boolean[] = [];
    gateway.meanwhile.does = async () => void seen.push(isRunning(SESSION));
    await gateway.runsCommand(invoked(text));
    expect([seen, isRunning(SESSION)]).toEqual([[expected], false]);
  });

  test('holds up its messages while a stop is carried out, which would take them along, and not for other commands', async () => {
    for (const [text, expected] of [
      ['stop', 'waits'],
      ['status', 'goes'],
    ]) {
      const gateway = aGateway(OPERATOR);
      const seen: string[] = [];
      gateway.meanwhile.does = async () => {
        const goes = pastStops({ agentId: 'main', sessionKey: SESSION }, { getSessionEntry: () => undefined } as never);
        seen.push(
          (await Promise.race([goes.then(() => 'goes'), new Promise((no) => setImmediate(no, 'waits'))])) as string,
        );
      };
      await gateway.runsCommand(invoked(text ?? ''));
      expect(seen).toEqual([expected]);
    }
  });
});

describe('a slash command that begins a new session, while the agent works', () => {
  const bob = { accountId: 'default', userId: 'Bob1', username: 'bob' };

  test('waits, says so to its author in their thread, and is carried out after that', async () => {
    const running = runStarted('agent:main:channel:Room1:thread:root1', bob);
    const gateway = aGateway();
    const ending = gateway.runsCommand(invoked('new', { threadId: 'Root1' }));
    await expect.poll(() => gateway.told).toHaveLength(1);
    expect(gateway.told).toEqual([
      {
        place: { roomId: 'Room1', userId: 'Alice1', threadId: 'Root1' },
        text: 'I am still working on a question of @bob. The new session begins after that.',
        keyOf: { event: 'command-1', purpose: 'waits' },
      },
    ]);
    expect(gateway.given).toEqual([]);
    running.ends();
    expect(await ending).toBe('command');
    expect(gateway.read().at(-1)).toBe('done');
  });

  test('waits for its next attempt where a message before it does, and has no outcome yet', async () => {
    const gateway = aGateway();
    const before = enterLine(SESSION, answersAt({ ...IN_ROOM, event: invoked('new') }));
    const ending = gateway.runsCommand(invoked('new'));
    await expect.poll(() => gateway.told).toHaveLength(1);
    before.comesAgain();
    expect(await ending).toBeUndefined();
    expect([gateway.given, gateway.cancelled]).toEqual([[], [1]]);
  });
});

describe('the conversation of a slash command', () => {
  test.each<[string, Partial<Invoked>, string]>([
    ['the room', {}, 'general'],
    ['its person, in a direct room', { room: { id: 'Direct1', type: 'direct', name: '' } }, 'Alice (@alice)'],
  ])('has the name of %s', async (_whose, more, name) => {
    const gateway = aGateway();
    await gateway.runsCommand(invoked('status', more));
    expect(gateway.given.map(({ ctxPayload }) => ctxPayload['ConversationLabel'])).toEqual([name]);
  });
});

describe('a stop', () => {
  async function stopsWhile(...people: string[]) {
    const gateway = aGateway();
    const ends = people.map((userId) => runStarted(SESSION, { accountId: 'default', userId }).ends);
    const outcome = await gateway.runsCommand(invoked('stop'));
    for (const end of ends) end();
    return { outcome, given: gateway.given.length };
  }

  test('is for the person whose question the agent works on', async () => {
    expect(await stopsWhile('Alice1')).toEqual({ outcome: 'command', given: 1 });
  });

  test.each([[['Bob1']], [['Alice1', 'Bob1']], [[]]])('and for nobody else: %j', async (people) => {
    expect(await stopsWhile(...people)).toMatchObject({ outcome: { silence: 'command-not-authorized' }, given: 0 });
  });
});

describe('a refused slash command', () => {
  test.each<[string, object, Invoked, object]>([
    [
      'by policy, with OpenClaw’s reason for the log',
      { groupPolicy: 'allowlist', groupAllowFrom: ['Bob1'] },
      invoked('status'),
      { silence: 'sender-not-allowed', detail: 'group_policy_not_allowlisted' },
    ],
    ['by our rules, which need no further reason', OPEN, invoked('model gpt'), { silence: 'command-not-authorized' }],
    [
      'in an encrypted room',
      OPEN,
      invoked('status', { room: { ...invoked('').room, encrypted: true } }),
      {
        silence: 'encrypted-room',
      },
    ],
  ])('%s', async (_how, section, event, outcome) => {
    const gateway = aGateway(section);
    expect(await gateway.runsCommand(event)).toStrictEqual(outcome);
    expect(gateway.given).toEqual([]);
    expect(gateway.told.map(({ keyOf }) => keyOf)).toEqual([{ event: 'command-1', purpose: 'refusal' }]);
  });

  test.each([
    [OPERATOR, true],
    [OPEN, false],
  ])(
    'and help offer the commands that are the person’s: under %j those of operators: %s',
    async (section, isTheirs) => {
      const gateway = aGateway(section);
      await gateway.runsCommand(invoked('foo'));
      await gateway.runsCommand(invoked('help'));
      expect(gateway.read().map((text) => text.includes('`/openclaw model`'))).toEqual([isTheirs, isTheirs]);
    },
  );

  test('that a bot gives: with `allowBots: "mentions"` it is meant for us, and otherwise nobody answers it', async () => {
    const [heard, unheard] = [aGateway({ ...OPEN, allowBots: 'mentions' }), aGateway()];
    expect(await heard.runsCommand(invoked('status', { actor: bot }))).toBe('command');
    expect(await unheard.runsCommand(invoked('status', { actor: bot }))).toStrictEqual({ silence: 'another-bot' });
    expect(unheard.told).toEqual([]);
  });
});

describe('[F18] /openclaw approve', () => {
  test('decides for an approver, and tells them so', async () => {
    noteAsked('default', 'slash-1');
    const openclaw = openRequests({ 'slash-1': { kind: 'exec' } });
    const gateway = aGateway({ ...OPEN, execApprovals: { approvers: ['Alice1'] } }, { openclaw });
    expect(await gateway.runsCommand(invoked('approve slash-1 deny'))).toBe('command');
    expect([gateway.read(), openclaw.requests, gateway.given]).toEqual([
      ['Denied.'],
      { 'slash-1': { kind: 'exec', decided: 'deny' } },
      [],
    ]);
  });

  test('of anybody else is refused, and OpenClaw is not asked', async () => {
    const openclaw = openRequests({ 'slash-1': { kind: 'exec' } });
    const gateway = aGateway(OPERATOR, { openclaw });
    const outcome = await gateway.runsCommand(invoked('approve slash-1 deny'));
    expect(outcome).toStrictEqual({ silence: 'not-an-approver' });
    expect([gateway.read().length, openclaw.asked]).toEqual([1, []]);
  });
});
