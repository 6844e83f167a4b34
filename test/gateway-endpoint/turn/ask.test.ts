import { isControlCommandMessage } from 'openclaw/plugin-sdk/command-detection';
import { describe, expect, test } from 'vitest';
import { ask, judge } from '../../../gateway-endpoint/src/turn/ask.ts';
import { runStarted } from '../../../gateway-endpoint/src/turn/runs.ts';
import type { Services } from '../../../gateway-endpoint/src/turn/services.ts';
import { aMessage } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aRuntime, configOf, noNames, presentOf, threadsWith } from '../services.ts';
import { OPEN } from './a-clicked.ts';

const SESSION = 'agent:main:channel:Room1';

interface Surface {
  readonly cfg: { readonly commands?: { readonly text?: boolean } };
  readonly surface: string;
  readonly commandSource: string;
}

/** As in OpenClaw, for a channel that has commands of its own. */
const shouldHandleTextCommands = ({ cfg, surface, commandSource }: Surface) =>
  commandSource !== 'text' || surface !== 'rocketchat' || cfg.commands?.text !== false;

function servicesFor(commands: object = {}): Services {
  const { runtime } = aRuntime(OPEN);
  const { account } = presentOf(OPEN);
  return {
    present: { account, cfg: { ...configOf(OPEN), commands } },
    runtime: {
      ...runtime,
      channel: { ...runtime.channel, commands: { shouldHandleTextCommands, isControlCommandMessage } },
    },
    roomNames: noNames,
    threads: threadsWith(),
  } as unknown as Services;
}

const commandIn = async (text: string, commands?: object) =>
  (await ask(aMessage({ text }), BOT, servicesFor(commands))).command;

describe('OpenClaw’s own commands in a message', () => {
  test.each([
    ['one that it knows', '@openclaw /compact', {}, { name: 'compact', rule: 'operators' }],
    ['one that the operator has not switched on: no model reads it', '@openclaw /config show', {}, { name: 'config' }],
    ['one that it does not know', '@openclaw /compost', {}, undefined],
    ['words', '@openclaw compact this', {}, undefined],
    ['one where the operator has switched off all that are written', '@openclaw /compact', { text: false }, undefined],
    ['one of ours even then', '@openclaw /status', { text: false }, { name: 'status', rule: 'everybody' }],
    ['a word that stops', '@openclaw please stop', {}, { name: 'stop', isWord: true }],
  ])('%s', async (_which, text, commands, expected) => {
    const found = await commandIn(text, commands);
    if (expected) expect(found).toMatchObject(expected);
    else expect(found).toBeUndefined();
  });
});

describe('the runs in the session of a message', () => {
  async function askedWhile(...starters: Parameters<typeof runStarted>[1][]) {
    const ends = starters.map((by) => runStarted(SESSION, by).ends);
    const { isRunning, isOwnRun } = await ask(aMessage(), BOT, servicesFor());
    for (const end of ends) end();
    return { isRunning, isOwnRun };
  }
  const alice = { accountId: 'default', userId: 'Alice1' };

  test.each([
    ['nothing', [], { isRunning: false, isOwnRun: false }],
    ['its author’s', [alice], { isRunning: true, isOwnRun: true }],
    ['another person’s', [{ ...alice, userId: 'Bob1' }], { isRunning: true, isOwnRun: false }],
    ['of the same id in another workspace', [{ ...alice, accountId: 'other' }], { isRunning: true, isOwnRun: false }],
  ])('%s', async (_whose, starters, expected) => {
    expect(await askedWhile(...starters)).toEqual(expected);
  });
});

test('a click is no command, whatever its words are, and is where the person has clicked', async () => {
  const services = servicesFor();
  const { conversation, ...rest } = await ask(aMessage({ threadId: 'Root1' }), BOT, services);
  const control = { command: undefined, situation: { ...rest, conversation } };
  const found = await judge(aMessage({ text: '/stop' }), BOT, services, control);
  expect(found).toMatchObject({ command: undefined, isFromControl: true, conversation, verdict: { start: true } });
});
