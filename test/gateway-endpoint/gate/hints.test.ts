import { describe, expect, test } from 'vitest';
import { helpFor, hintFor, isAddressed, refusalFor, writtenPrefix } from '../../../gateway-endpoint/src/gate/hints.ts';
import type { Rights, Silence } from '../../../gateway-endpoint/src/gate/verdict.ts';
import { EN } from '../../../gateway-endpoint/src/texts/pattern.ts';

const asker = { words: EN, userId: 'Alice1', hasCode: false, commandPrefix: '!' };
const may = (rights: Partial<Rights> = {}): Rights => ({ isOperator: false, isApprover: false, ...rights });

describe('the help offers no command that the person may not use', () => {
  const everybodys = '`!status`, `!new`, `!help`';
  test.each<[string, Rights | undefined, string]>([
    ['anybody', may(), `${everybodys}, \`!stop\``],
    ['somebody of whom nothing is known', undefined, `${everybodys}, \`!stop\``],
    ['an operator', may({ isOperator: true }), `${everybodys}, \`!model\`, \`!queue\`, \`!stop\``],
    ['an approver', may({ isApprover: true }), `${everybodys}, \`!stop\`, \`!approve\``],
  ])('%s', (_, rights, commands) => {
    expect(helpFor({ commandPrefix: '!', may: rights, words: EN })).toBe(
      `Commands: ${commands}. Anything else you write to me goes to the agent.`,
    );
  });

  test('and names them as the person writes them', () => {
    expect(helpFor({ commandPrefix: '/openclaw ', words: EN })).toContain('`/openclaw status`');
    expect(hintFor('unknown-command', asker)).toBe(
      "I don't know this command. I know `!status`, `!new`, `!help`, `!stop`.",
    );
  });
});

test('a reason that nobody wonders about has no hint, and is still an answer to who asked', () => {
  expect(hintFor('own-message', asker)).toBeUndefined();
  expect(refusalFor('own-message', asker)).toBe("I can't do this here. Ask the person who runs me if you need it.");
  expect(refusalFor('not-mentioned', asker)).toBe(hintFor('not-mentioned', asker));
});

test.each<Silence>(['livechat-room', 'encrypted-room'])(
  'a room that I cannot work in (%s) is said to be one',
  (reason) => {
    expect(refusalFor(reason, asker)).toBe("I can't work in rooms of this kind.");
  },
);

describe('was the bot addressed, so that the person gets a hint?', () => {
  const command = { name: 'status', text: '/status', rule: 'everybody', isOurs: true } as const;
  const inRoom = { roomType: 'channel', wasMentioned: false, command: undefined };
  test.each<[string, Silence, Partial<Parameters<typeof isAddressed>[1]>, boolean]>([
    ['no mention, in a group of people', 'not-mentioned', { roomType: 'group' }, true],
    ['no mention, in a channel', 'not-mentioned', {}, false],
    ['a command that there is not, in a channel', 'unknown-command', { command }, false],
    ['the same behind a mention', 'unknown-command', { command, wasMentioned: true }, true],
    ['the same directly', 'unknown-command', { roomType: 'direct' }, true],
    ['a mention', 'sender-not-allowed', { wasMentioned: true }, true],
    ['a command', 'sender-not-allowed', { command }, true],
    ['a direct message', 'sender-not-allowed', { roomType: 'direct' }, true],
    ['anything else in a channel', 'sender-not-allowed', {}, false],
    ['a message whose mentions nobody has looked at', 'sender-not-allowed', { wasMentioned: undefined }, false],
  ])('%s', (_, reason, told, expected) => {
    expect(isAddressed(reason, { ...inRoom, ...told })).toBe(expected);
  });
});

test('without a prefix commands are written as OpenClaw writes them', () => {
  const prefixOf = (commandPrefix: string) => writtenPrefix({ policy: { commandPrefix } } as never);
  expect([prefixOf('!'), prefixOf('')]).toEqual(['!', '/']);
});
