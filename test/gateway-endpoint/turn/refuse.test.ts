import { describe, expect, test } from 'vitest';
import type { GivenCommand } from '../../../gateway-endpoint/src/gate/command.ts';
import type { Silence } from '../../../gateway-endpoint/src/gate/verdict.ts';
import { type Refused, refuse } from '../../../gateway-endpoint/src/turn/refuse.ts';
import { type aMessage, WEBHOOK } from '../event.ts';
import { aTurn } from './a-turn.ts';

const STOP: GivenCommand = { name: 'stop', text: 'stop', rule: 'own-run', isOurs: true };
const WORD: GivenCommand = { ...STOP, isOurs: false, isWord: true };

interface Wanted {
  readonly command?: GivenCommand;
  readonly told?: Parameters<typeof aMessage>[0];
  readonly code?: 'sent' | 'before' | 'none';
}

/** A message that starts no turn. `told` has what its author reads at once. */
async function refusing(reason: Silence, { command, told = {}, code = 'none' }: Wanted = {}) {
  const whispers: string[] = [];
  const challenged: string[] = [];
  const { turn } = await aTurn({ told: { mentioned: false, ...told } });
  const verdict = { start: false, reason, detail: undefined, address: { wasMentioned: false }, may: undefined };
  const services: Parameters<typeof refuse>[1] = {
    async challenge({ actor }) {
      challenged.push(actor.id);
      return code;
    },
    tellPerson: async ({ text }) => void whispers.push(text),
    log: { info: () => undefined, warn: (line) => expect.unreachable(line) },
  };
  const handled = await refuse({ ...turn, command, verdict } as unknown as Refused, services);
  return { ...handled, whispers, challenged };
}

const DIRECT = { room: { id: 'Direct1', type: 'direct', name: '' } } as const;

describe('people say “stop” to each other, too', () => {
  test.each<[string, Silence, boolean]>([
    [
      'where the agent works on a question of somebody else, they read whose it is to stop',
      'command-not-authorized',
      true,
    ],
    ['where nothing runs, nobody meant the bot', 'not-mentioned', false],
    ['and somebody who may not talk to the agent meant somebody else', 'sender-not-allowed', false],
  ])('%s', async (_where, reason, isTold) => {
    const { hint } = await refusing(reason, { command: WORD });
    expect(hint !== undefined).toBe(isTold);
    // It may have been for another person after all: once an hour is enough.
    if (hint) expect(hint.isOwed).toBe(false);
  });

  test('but `!stop` is a command, and is answered each time', async () => {
    const { hint } = await refusing('sender-not-allowed', { command: STOP });
    expect(hint).toMatchObject({ isOwed: true, reason: 'sender-not-allowed' });
  });
});

describe('a stranger', () => {
  test.each([
    ['who writes directly is sent a code, and nothing else', DIRECT, 'sent', ['Alice1'], undefined],
    ['who has one hears where it is', DIRECT, 'before', ['Alice1'], /code from our direct messages/],
    ['who writes in a room is sent none', {}, 'sent', [], undefined],
  ] as const)('%s', async (_who, told, code, challenged, text) => {
    const found = await refusing('pairing-required', { told, code });
    expect(found.challenged).toEqual(challenged);
    expect(found.outcome).toMatchObject({ silence: 'pairing-required' });
    if (text) expect(found.hint?.text).toMatch(text);
    else expect(found.hint).toBeUndefined();
  });

  test('that is a bot is sent none, and hears nothing', async () => {
    const { challenged, hint } = await refusing('pairing-required', { told: { ...DIRECT, actor: WEBHOOK } });
    expect([challenged, hint]).toEqual([[], undefined]);
  });
});

describe('[F18] a person who may not approve', () => {
  test('reads so at once, in their thread, and gets no hint beside it', async () => {
    const { whispers, hint } = await refusing('not-an-approver', { told: { threadId: 'Root1' } });
    expect([whispers, hint]).toEqual([['Only an approver can decide this.'], undefined]);
  });

  test('that is a bot reads nothing', async () => {
    const { whispers, hint } = await refusing('not-an-approver', { told: { actor: WEBHOOK } });
    expect([whispers, hint]).toEqual([[], undefined]);
  });
});
