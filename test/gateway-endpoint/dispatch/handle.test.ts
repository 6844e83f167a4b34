import { join } from 'node:path';
import type { Event } from '@rocketchat-openclaw/shared';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { describe, expect, test } from 'vitest';
import type { Claim } from '../../../gateway-endpoint/src/admit/inbox.ts';
import { openTurns } from '../../../gateway-endpoint/src/admit/turns.ts';
import type { Desk } from '../../../gateway-endpoint/src/dispatch/desk.ts';
import { handle } from '../../../gateway-endpoint/src/dispatch/handle.ts';
import { openCounters } from '../../../gateway-endpoint/src/status/counters.ts';
import { openFates } from '../../../gateway-endpoint/src/status/fates.ts';
import { aClient, aFolder, aRuntime, noNames, threadsWith } from '../desk.ts';
import { aFile, aMessage, anEdit, aPast } from '../event.ts';
import { BOT } from '../fake-app.ts';

const open = { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' };

/** What `buildContext` was given: all that the agent learns of a turn. */
type Context = Parameters<PluginRuntime['channel']['inbound']['buildContext']>[0];

const CLAIM: Claim = {
  abortSignal: new AbortController().signal,
  admission: 'exclusive',
  onAdopted: async () => undefined,
  onDeferred: () => undefined,
  onAdoptionFinalizing: () => undefined,
  onAbandoned: async () => undefined,
  stepAside: () => undefined,
};

/** A desk whose agent is asked and never answers; `restart` forgets all that is not on disk. */
function aDesk(section: object = open, answers: Record<string, unknown> = {}) {
  const path = join(aFolder(), 'turns.sqlite');
  const { runtime, lines } = aRuntime(section);
  const turns: Context[] = [];
  const { channel } = runtime;
  const asking = {
    ...runtime,
    channel: {
      ...channel,
      commands: { shouldHandleTextCommands: () => true, isControlCommandMessage: (text: string) => text === '/new' },
      inbound: {
        ...channel.inbound,
        buildContext: (context: Context) => void turns.push(context),
        run: async ({ adapter }: { adapter: { resolveTurn(): unknown } }) => adapter.resolveTurn(),
      },
    },
  };
  const asked: string[] = [];
  let memory = openTurns({ path, clock: () => 0 });
  let counters = openCounters();
  const desk = (): Desk => ({
    accountId: 'default',
    runtime: asking as unknown as PluginRuntime,
    client: aClient(({ command }: { command: string }) => {
      asked.push(command);
      return answers[command] ?? { messages: [] };
    }),
    sender: { send: async () => ({ roomId: '', messageIds: [] }), learnDirectRoom: () => undefined },
    turns: memory,
    challenge: async () => undefined,
    roomNames: noNames,
    threads: threadsWith(),
    isNew: async () => true,
    save: async () => ({ id: 'a', path: '/media/a', size: 1, contentType: 'image/png' }),
    counters,
    tellFate: openFates(counters, { info: () => undefined, debug: () => undefined }),
    newId: () => 'id',
    log: { info: () => undefined, warn: () => undefined },
  });
  return {
    turns,
    lines,
    asked,
    /** What the event counted as. */
    async sees(event: Event) {
      counters = openCounters();
      await handle({ event, bot: BOT }, CLAIM, desk());
      const { turns: started, notices, silences } = counters.read();
      return [...(started ? ['turn'] : []), ...(notices ? ['notice'] : []), ...Object.keys(silences)];
    },
    restart() {
      memory.close();
      memory = openTurns({ path, clock: () => 0 });
    },
  };
}

const { room, actor } = aMessage();
const where = { id: 'e1', at: 1, room, actor };
const silent: Event[] = [
  { ...where, type: 'action.clicked', actionId: 'a' },
  { ...where, type: 'view.submitted', viewId: 'v', values: {} },
  { ...where, type: 'command.invoked', command: 'openclaw', text: '' },
];

describe('every event has one fate', () => {
  test.each<[string, Event, string]>([
    ['a message', aMessage(), 'turn'],
    ['a message without a mention', aMessage({ mentioned: false }), 'not-mentioned'],
    ['an edit without a mention', anEdit({ mentioned: false }), 'notice'],
    ['an edit with one', anEdit(), 'turn'],
    ['an edit by somebody else', anEdit({ authorId: 'Bob1' }), 'notice'],
    ['an edit by the bot', anEdit({ actor: { id: BOT.id } }), 'own-message'],
    ['a deletion', { ...where, type: 'message.deleted', message: { id: 'M1', authorId: 'Alice1' } }, 'notice'],
    ['an invitation', { ...where, type: 'room.joined' }, 'notice'],
    ...silent.map((event): [string, Event, string] => [event.type, event, 'unhandled-event']),
  ])('%s: %s', async (_name, event, fate) => {
    const desk = aDesk();
    expect(await desk.sees(event)).toEqual([fate]);
    expect(desk.turns).toHaveLength(fate === 'turn' ? 1 : 0);
    expect(desk.lines).toHaveLength(fate === 'notice' ? 1 : 0);
  });
});

describe('an edit that adds a mention', () => {
  test('starts one turn, over restarts and further edits, which are told as edits', async () => {
    const desk = aDesk();
    expect(await desk.sees(aMessage({ mentioned: false }))).toEqual(['not-mentioned']);
    expect(await desk.sees(anEdit({ edit: 1 }))).toEqual(['turn']);
    desk.restart();
    expect(await desk.sees(anEdit({ edit: 2 }))).toEqual(['notice']);
    expect(await desk.sees(aMessage())).toEqual(['already-a-turn']);
    expect(desk.turns).toHaveLength(1);
  });

  test('of a message that was answered is told as an edit', async () => {
    const desk = aDesk();
    expect(await desk.sees(aMessage())).toEqual(['turn']);
    desk.restart();
    expect(await desk.sees(anEdit())).toEqual(['notice']);
  });

  test('by somebody who may not talk to the agent is nothing', async () => {
    const desk = aDesk({ groupAllowFrom: ['Bob1'] });
    expect(await desk.sees(anEdit())).toEqual(['sender-not-allowed']);
    expect(desk.asked).toEqual([]);
  });
});

describe('what a turn is given', () => {
  const answers = {
    history: { messages: [aPast('a', 1)] },
    readFile: { bytes: 'AAAA', size: 3, type: 'image/png' },
  };

  test('history and files, of which the message itself may be all', async () => {
    const desk = aDesk(open, answers);
    await desk.sees(aMessage({ text: '', files: [aFile({ name: 'a.png' })], room: { type: 'channel' } }));
    expect(desk.turns).toMatchObject([
      {
        message: { rawBody: '<media:image>', bodyForAgent: '<media:image>', inboundHistory: [{ messageId: 'a' }] },
        sessionTranscript: { historyLimit: 50, historyKind: 'recent' },
        media: [{ path: '/media/a', contentType: 'image/png', fileName: 'a.png' }],
      },
    ]);
  });

  test('a line for the file that is too large, and the message still counts', async () => {
    const desk = aDesk({ ...open, mediaMaxMb: 1 }, answers);
    expect(await desk.sees(aMessage({ text: '@openclaw see', files: [aFile({ size: 2 ** 21 })] }))).toEqual(['turn']);
    const note = '[file report.pdf, 2 MB: larger than the limit of 1 MB]';
    const message = { rawBody: '@openclaw see', bodyForAgent: `@openclaw see\n\n${note}` };
    expect(desk.turns).toMatchObject([{ message }]);
    expect(desk.asked).toEqual(['history']);
  });

  test('nothing is read for somebody who is not allowed, or for a command of OpenClaw’s', async () => {
    const desk = aDesk({ groupAllowFrom: ['Bob1'] }, answers);
    await desk.sees(aMessage({ files: [aFile()] }));
    const other = aDesk(open, answers);
    expect(await other.sees(aMessage({ text: '@openclaw /new' }))).toEqual(['turn']);
    expect([desk.asked, other.asked]).toEqual([[], []]);
  });

  test.each([
    [undefined, undefined],
    [{ inheritParent: false }, undefined],
    [{ inheritParent: true }, 'agent:main:channel:Room1'],
  ])('with thread %j, the parent of a thread’s session is %s', async (thread, parentSessionKey) => {
    const desk = aDesk({ ...open, ...(thread && { thread }) });
    await desk.sees(aMessage({ threadId: 'RootXy' }));
    await desk.sees(aMessage({ id: 'M2' }));
    expect(desk.turns.map(({ route }) => route.parentSessionKey)).toEqual([parentSessionKey, undefined]);
  });
});
