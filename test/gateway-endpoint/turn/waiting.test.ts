import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Tell } from '../../../gateway-endpoint/src/app-client/tell-person.ts';
import { EN } from '../../../gateway-endpoint/src/texts/pattern.ts';
import type { Known } from '../../../gateway-endpoint/src/turn/context.ts';
import { runStarted } from '../../../gateway-endpoint/src/turn/runs.ts';
import { atWork, openWaiting } from '../../../gateway-endpoint/src/turn/waiting.ts';
import { WEBHOOK } from '../event.ts';

const SESSION = 'agent:main:room:Room1';

function message(id: string, kind: 'channel' | 'direct' = 'channel'): Known {
  const event = { id, room: { id: 'Room1' }, actor: { id: 'Alice1', username: 'alice' }, message: { id } };
  return { event, account: { accountId: 'default' }, conversation: { sessionKey: SESSION, kind } } as unknown as Known;
}

function opened(tells: (what: Tell) => Promise<void> = async () => undefined) {
  const signs: string[] = [];
  const told: Tell[] = [];
  const stop = new AbortController();
  const waiting = openWaiting({
    presence: {
      waits: ({ event: { id } }) => ({
        start: () => void signs.push(`typing ${id}`),
        mark: () => void signs.push(`mark ${id}`),
        end: () => void signs.push(`end ${id}`),
      }),
    },
    async tellPerson(what) {
      told.push(what);
      await tells(what);
    },
    pause: (ms, signal) =>
      new Promise((resolve, reject) => {
        setTimeout(resolve, ms);
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
    signal: stop.signal,
    log: { warn: (line) => void signs.push(line) },
  });
  return { waiting, signs, told, stop };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a message that waits', () => {
  test('is marked after a second, and its author reads why after twenty', async () => {
    const { waiting, signs, told } = opened();
    const ends = [
      runStarted(SESSION, { accountId: 'default', userId: 'Bob1', username: 'bob' }).ends,
      runStarted(SESSION, { accountId: 'other', userId: 'Carol1', username: 'carol' }).ends,
    ];
    for (const id of ['M1', 'M2', 'M1']) waiting.begins(message(id));
    expect([signs, waiting.countIn(SESSION)]).toEqual([['typing M1', 'typing M2'], 2]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(signs.slice(2)).toEqual(['mark M1', 'mark M2']);
    waiting.ends('M1');
    await vi.advanceTimersByTimeAsync(18_999);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toEqual([
      {
        place: { roomId: 'Room1', userId: 'Alice1' },
        text: 'I have your message. I am still working on a question of @bob. Yours is next.',
        keyOf: { event: 'M2', purpose: 'waits' },
      },
    ]);
    waiting.ends('M2');
    expect([signs.slice(4), waiting.countIn(SESSION)]).toEqual([['end M1', 'end M2'], 0]);
    for (const end of ends) end();
  });

  test('in a direct conversation does not tell whose question is worked on, and counts those before it', async () => {
    const { waiting, told } = opened();
    const end = runStarted(SESSION, { accountId: 'default', userId: 'Bob1', username: 'bob' }).ends;
    waiting.begins(message('M1', 'direct'));
    waiting.begins(message('M2', 'direct'));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(told.map(({ text }) => text)).toEqual([
      'I have your message. I am still working on another question. Yours is next.',
      'I have your message. I am still working on another question. One message waits before yours.',
    ]);
    expect(atWork(message('M3', 'direct'), 'Alice1', waiting, EN)).toBe('At work: a question. 2 messages wait.');
    expect(atWork(message('M3'), 'Alice1', waiting, EN)).toBe('At work: a question of @bob. 2 messages wait.');
    end();
    for (const id of ['M1', 'M2']) waiting.ends(id);
    expect(atWork(message('M3'), 'Alice1', waiting, EN)).toBe('At work: nothing. Nothing waits.');
  });

  test('has no sign once it has begun, however late it is looked at', () => {
    const { waiting, signs } = opened();
    waiting.ends('M1');
    waiting.begins(message('M1'));
    expect(signs).toEqual([]);
  });

  test('has no sign in a flood', () => {
    const { waiting, signs } = opened();
    for (let n = 0; n < 100; n++) waiting.begins(message(`M${n}`));
    expect([signs.length, waiting.hasRoom()]).toEqual([100, false]);
    waiting.begins(message('M100'));
    expect(signs).toHaveLength(100);
    waiting.ends('M0');
    expect(waiting.hasRoom()).toBe(true);
  });

  test('gets no line after the account has stopped', async () => {
    const { waiting, signs, told, stop } = opened();
    waiting.begins(message('M1'));
    stop.abort();
    await vi.advanceTimersByTimeAsync(20_000);
    expect([signs, told]).toEqual([['typing M1', 'end M1'], []]);
  });

  test('loses its sign when the account stops: nobody else takes it away', async () => {
    const { waiting, signs, stop } = opened();
    waiting.begins(message('M1'));
    await vi.advanceTimersByTimeAsync(1_000);
    stop.abort();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(signs).toEqual(['typing M1', 'mark M1', 'end M1']);
  });

  test('of a bot or an integration gets no line: nobody would read it', async () => {
    const { waiting, signs, told } = opened();
    const known = message('M1');
    waiting.begins({ ...known, event: { ...known.event, actor: WEBHOOK } });
    await vi.advanceTimersByTimeAsync(20_000);
    expect([signs, told]).toEqual([['typing M1', 'mark M1'], []]);
  });

  test('in a thread has its line in the thread', async () => {
    const { waiting, told } = opened();
    const known = message('M1');
    const conversation = { ...known.conversation, thread: { id: 'Root1', alsoInRoom: false } };
    waiting.begins({ ...known, conversation });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(told.map(({ place }) => place)).toEqual([{ roomId: 'Room1', userId: 'Alice1', threadId: 'Root1' }]);
  });

  test('has its place among those of its session alone', async () => {
    const { waiting, told } = opened();
    const elsewhere = message('M0');
    const end = runStarted(SESSION, { accountId: 'default', userId: 'Bob1', username: 'bob' }).ends;
    waiting.begins({ ...elsewhere, conversation: { ...elsewhere.conversation, sessionKey: 'another' } });
    waiting.begins(message('M1'));
    expect([waiting.countIn(SESSION), waiting.countIn('another')]).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(told.at(-1)?.text).toBe('I have your message. I am still working on a question of @bob. Yours is next.');
    end();
  });

  test('whose line does not reach its author is a line of the log, and gets no other one', async () => {
    const { waiting, signs, told } = opened(() => Promise.reject(new Error('the app is away')));
    waiting.begins(message('M1'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(signs.at(-1)).toBe('event M1: its author does not hear that it waits: Error: the app is away');
    expect(told).toHaveLength(1);
  });

  test('no longer is no line of the log', async () => {
    const { waiting, signs } = opened();
    waiting.begins(message('M1'));
    waiting.ends('M1');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(signs).toEqual(['typing M1', 'end M1']);
  });

  test('again, because an edit has brought it back, has a sign again', () => {
    const { waiting, signs } = opened();
    waiting.begins(message('M1'));
    waiting.ends('M1');
    waiting.comesBack('M1');
    waiting.begins(message('M1'));
    expect(signs).toEqual(['typing M1', 'end M1', 'typing M1']);
  });

  test('and has begun is remembered as such, but not for ever', () => {
    const { waiting, signs } = opened();
    for (let n = 1; n <= 1_001; n++) waiting.ends(`M${n}`);
    waiting.begins(message('M2'));
    expect(signs).toEqual([]);
    waiting.begins(message('M1'));
    expect(signs).toEqual(['typing M1']);
  });
});

describe('whose question the agent works on', () => {
  test('is named once for each person, and not for somebody without a plain name', async () => {
    const { waiting, told } = opened();
    const people = [
      { userId: 'Bob1', username: 'bob' },
      { userId: 'Bob2', username: 'bob' },
      { userId: 'Hook1' },
      { userId: 'Alice1', username: 'alice' },
    ];
    const ends = people.map((by) => runStarted(SESSION, { accountId: 'default', ...by }).ends);
    waiting.begins(message('M1'));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(told[0]?.text).toContain('I am still working on a question of @bob. ');
    for (const end of ends) end();
  });

  test('stands in the line of `!status`, with the own one, and in a direct conversation nobody else’s', () => {
    const { waiting } = opened();
    const people = [{ userId: 'Hook1' }, { userId: 'Bob1', username: 'bob' }, { userId: 'Alice1', username: 'alice' }];
    const ends = people.map((by) => runStarted(SESSION, { accountId: 'default', ...by }).ends);
    expect(atWork(message('M1'), 'Alice1', waiting, EN)).toContain('At work: a question of @bob and @alice.');
    expect(atWork(message('M1', 'direct'), 'Alice1', waiting, EN)).toContain('At work: a question of @alice.');
    for (const end of ends) end();
  });
});
