import { describe, expect, test } from 'vitest';
import type { Admitted } from '../../gateway-endpoint/src/admit/admitted.ts';
import type { Claim } from '../../gateway-endpoint/src/admit/inbox.ts';
import { AppCallError } from '../../gateway-endpoint/src/app-client/client.ts';
import type { Silence } from '../../gateway-endpoint/src/gate/verdict.ts';
import { SILENCES } from '../../gateway-endpoint/src/texts/silences.ts';
import { handleMessage } from '../../gateway-endpoint/src/turn/handle-message.ts';
import { openTellDead } from '../../gateway-endpoint/src/turn/notice/tell-dead.ts';
import { tellRefused } from '../../gateway-endpoint/src/turn/notice/tell-refused.ts';
import type { Services } from '../../gateway-endpoint/src/turn/services.ts';
import { COLUMNS, isOnThePage, type Line } from '../silence-page.ts';
import { aMessage, EDITOR, WEBHOOK } from './event.ts';
import { BOT } from './fake-app.ts';
import { aRuntime, noNames, presentOf, threadsWith } from './services.ts';

type Told = NonNullable<Parameters<typeof aMessage>[0]>;
type Column = (typeof COLUMNS)[number];

const open = { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' };
const listed = (...people: string[]) => ({
  ...{ dmPolicy: 'allowlist', allowFrom: people, groupPolicy: 'allowlist', groupAllowFrom: people },
});
const PLACES: Readonly<Record<Column, Told>> = {
  direct: { room: { id: 'Direct1', type: 'direct', name: '' } },
  group: { room: { type: 'group', name: '' } },
  channel: {},
  private: { room: { type: 'private' } },
  thread: { threadId: 'Root1' },
};
const ROOMS: readonly Column[] = ['group', 'channel', 'private', 'thread'];

interface Provoked {
  readonly section: object;
  readonly told?: Told;
  /** Left out: everywhere. */
  readonly where?: readonly Column[];
  /** OpenClaw's answer, where no policy of ours brings it about. */
  readonly policySays?: string;
  readonly code?: Awaited<ReturnType<Services['challenge']>>;
  readonly isLate?: boolean;
}

const PROVOKED: Partial<Record<Silence, Provoked>> = {
  'pairing-required': { section: {}, where: ['direct'], code: 'sent' },
  'nobody-allowed': { section: {}, where: ROOMS },
  'sender-not-allowed': { section: listed('Bob1') },
  'name-not-accepted': { section: listed('@alice') },
  'access-group-unknown': { section: listed('accessGroup:nobody') },
  'direct-disabled': { section: { ...open, dmPolicy: 'disabled' }, where: ['direct'] },
  'rooms-disabled': { section: { ...open, groupPolicy: 'disabled' }, where: ROOMS },
  'room-not-allowed': { section: { ...open, rooms: { Room1: { allow: false } } }, where: ROOMS },
  'command-not-authorized': {
    section: { ...open, commandAllowFrom: ['Bob1'] },
    told: { text: '@openclaw !model gpt' },
  },
  'not-an-approver': { section: open, told: { text: '@openclaw !approve abc allow-once' } },
  'unknown-command': { section: open, told: { text: '@openclaw !modle' } },
  'edited-by-another': { section: open, told: { text: '', editedBy: EDITOR } },
  // In a room a message without text mentions nobody.
  'no-text': { section: open, told: { text: ' ' }, where: ['direct'] },
  'refused-by-policy': { section: open, policySays: 'something_new' },
  'too-late': { section: open, isLate: true },
  'not-mentioned': { section: open, told: { text: 'hello', mentioned: false }, where: ROOMS },
  'another-bot': { section: open, told: { actor: WEBHOOK } },
  'own-message': { section: open, told: { actor: { ...BOT, type: 'app' } } },
};

/** Nobody has addressed the agent, or nobody is there who waits. */
const UNADDRESSED: readonly Silence[] = ['not-mentioned', 'another-bot', 'own-message'];

/** Reasons that no message of a person meets here. */
const ELSEWHERE: Partial<Record<Silence, string>> = {
  'livechat-room': 'the app lets nothing of such a room leave',
  'encrypted-room': 'the app lets nothing of such a room leave',
  'unhandled-event': 'no message',
  'already-a-turn': 'it is answered',
  'taken-in': 'the message that waits shows it',
  'taken-back': 'its author deleted it',
  'reaction-not-wanted': 'a reaction',
  'button-expired': 'a click',
  'already-answered': 'a click',
  'too-many-votes': 'a click',
  'command-by-control': 'a click',
  'answer-not-taken': 'a click',
};

/** How the person hears of it, and in which words. */
interface Seen {
  readonly outcome: unknown;
  readonly how: string;
  readonly words: string;
}

async function provoke(
  { section, told = {}, policySays, code = 'none', isLate = false }: Provoked,
  at: Column,
): Promise<Seen> {
  const { runtime } = aRuntime(section);
  const late: string[] = [];
  const whispers: string[] = [];
  const commands = { shouldHandleTextCommands: () => true, isControlCommandMessage: () => false };
  const inbound = policySays
    ? { ingress: { resolve: async () => ({ ingress: { admission: 'drop', reasonCode: policySays } }) } }
    : runtime.channel.inbound;
  const services = {
    present: presentOf(section),
    runtime: { ...runtime, channel: { ...runtime.channel, commands, inbound } },
    threads: threadsWith(),
    roomNames: noNames,
    challenge: async () => code,
    tellPerson: async ({ text }: { text: string }) => void whispers.push(text),
    answered: { release: () => undefined },
    lateMail: { note: ({ roomId }: { roomId: string }) => void late.push(roomId) },
  } as unknown as Services;
  const event = aMessage({ ...told, ...PLACES[at] });
  const { outcome, hint } = await handleMessage(event, BOT, { isLate } as Claim, services);
  if (code === 'sent') return { outcome, how: 'pairing code', words: 'OpenClaw’s pairing message, with a code' };
  if (late.length > 0) return { outcome, how: 'a line in the room', words: 'I was away and did not answer …' };
  const [whisper] = whispers;
  if (whisper) return { outcome, how: 'whisper', words: whisper };
  expect(hint === undefined || hint.place.threadId === event.message.threadId).toBe(true);
  return { outcome, how: hint ? 'whisper' : 'nothing', words: hint?.text ?? '' };
}

async function lineOf(reason: Silence, where: readonly Column[], see: (at: Column) => Promise<Seen>): Promise<Line> {
  const cells: string[] = [];
  const words = new Set<string>();
  for (const column of COLUMNS) {
    const seen = where.includes(column) ? await see(column) : undefined;
    if (seen) expect([column, seen.outcome]).toMatchObject([column, { silence: reason }]);
    cells.push(seen?.how ?? '–');
    if (seen?.words) words.add(seen.words);
  }
  return { reason, cells, words: [...words].join(' / ') };
}

/** The room was closed while the agent thought: a direct message says so. In the direct room itself there is no other way. */
async function answerRefused(at: Column): Promise<Seen> {
  const sent: string[] = [];
  const send = async ({ text }: { text: string }) => {
    sent.push(text);
    return { roomId: '', messageIds: [] };
  };
  const error = new AppCallError({
    code: 'may-not-write',
    reason: 'switched-off',
    happened: 'no',
    retryable: false,
    message: '',
  });
  await tellRefused(error, aMessage(PLACES[at]), { sender: { send } as never, log: { warn: () => undefined } });
  return {
    outcome: { silence: 'room-closed' },
    how: sent.length === 1 ? 'direct message' : 'nothing',
    words: sent[0] ?? '',
  };
}

/** The gateway fails at it until it gives up. */
async function givenUp(at: Column): Promise<Seen> {
  const told: string[] = [];
  const outcomes: unknown[] = [];
  const dead = openTellDead({
    tellPerson: async ({ text }) => void told.push(text),
    recordOutcome: (_event, outcome) => void outcomes.push(outcome),
    log: { warn: () => undefined },
  });
  const event = aMessage(PLACES[at]);
  const fails = dead.watching(async () => {
    throw new Error('the disk is full');
  });
  await expect(fails({ event, bot: BOT } as Admitted, {} as Claim, presentOf())).rejects.toThrow('full');
  dead.tell(event.id, 'own-fault');
  dead.tell(event.id, 'own-fault');
  return { outcome: outcomes[0], how: told.length === 1 ? 'whisper' : `${told.length} whispers`, words: told[0] ?? '' };
}

describe('a person’s view where the gateway starts no turn', () => {
  test('every reason was provoked, none is silent where the agent was addressed, and docs/silence.md says so', async () => {
    const lines: Line[] = [];
    for (const [reason, provoked] of Object.entries(PROVOKED) as [Silence, Provoked][]) {
      lines.push(await lineOf(reason, provoked.where ?? COLUMNS, (at) => provoke(provoked, at)));
    }
    lines.push(await lineOf('room-closed', ROOMS, answerRefused));
    lines.push(await lineOf('dead-letter', COLUMNS, givenUp));
    const known = [...lines.map(({ reason }) => reason), ...Object.keys(ELSEWHERE)];
    expect(known.sort()).toEqual(Object.keys(SILENCES).sort());
    const silent = lines.filter(({ cells }) => cells.includes('nothing')).map(({ reason }) => reason);
    expect(silent.sort()).toEqual([...UNADDRESSED].sort());
    isOnThePage('gateway', lines);
  });

  test('a message between people that is given up is nobody’s question', () => {
    const told: string[] = [];
    const dead = openTellDead({
      tellPerson: async ({ text }) => void told.push(text),
      recordOutcome: () => undefined,
      log: { warn: () => undefined },
    });
    dead.tell('message.sent:never-seen', 'unreadable');
    expect(told).toEqual([]);
  });
});
