import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT, connectWorkspace, postsByBot, roomsWithBot, writtenByGateway } from './connected-workspace.ts';
import { part } from './part.ts';

const SENTENCE = /^[A-Z][\w ,’']+ \(ref ([0-9a-f]{6})\)\. Please [\w ]+\.$/;
const OF_THE_MACHINE = /⚠|\/|HTTP|\b\d{3}\b|provider|scripted|local|Error/;

describe('people read when a turn fails', () => {
  let workspace: Workspace;
  let rooms: string[];

  beforeAll(async () => {
    workspace = await connectWorkspace('deno', 'threads');
    rooms = await roomsWithBot(workspace, 2);
  });

  afterAll(async () => workspace?.stop());

  const postsIn = (room: string) => postsByBot(workspace).filter(({ rid }) => rid === room);
  const ask = async (room: string, words: string) => workspace.client('bob').say(room, `@${BOT} ${words}`);
  const answered = (room: string, times: number) =>
    vi.waitFor(() => expect(postsIn(room)).toHaveLength(times), { timeout: 40_000, interval: 50 });

  // Of what may pass (429, 5xx) OpenClaw tries again for 100 seconds, and after a 401 it lets the provider rest, which
  // other suites would notice. `failure.test.ts` has all texts.
  test('one sentence, and a reference that stands in the log beside the run', async () => {
    const [room = ''] = rooms;
    await ask(room, await part(...Array.from({ length: 10 }, () => ({ status: 400 }))));
    await answered(room, 1);
    // The next message of the room is answered after anything else that the failure might have posted.
    await ask(room, await part('Well again.'));
    await answered(room, 2);
    const [{ msg } = { msg: '' }, next] = postsIn(room);
    expect(next?.msg).toBe('Well again.');
    expect(msg).toMatch(SENTENCE);
    expect(msg.replace(/ref \w+/, '')).not.toMatch(OF_THE_MACHINE);
    const [, ref] = SENTENCE.exec(msg) ?? [];
    const log = writtenByGateway().find(({ file }) => file.endsWith('console.log'))?.text ?? '';
    const [, run] = new RegExp(`run (\\S+): ref ${ref}: \\S`).exec(log) ?? [];
    expect(log).toMatch(new RegExp(`runId=${run}.*rawError=`));
  });

  test('a stream that breaks once costs nothing but time: the answer is whole, and there once', async () => {
    const room = rooms.at(-1) ?? '';
    await ask(room, await part({ text: 'I was about to', breaks: true }, 'The whole answer.'));
    await answered(room, 1);
    await ask(room, await part('The next one.'));
    await answered(room, 2);
    expect(postsIn(room).map(({ msg }) => msg)).toEqual(['The whole answer.', 'The next one.']);
  });
});
