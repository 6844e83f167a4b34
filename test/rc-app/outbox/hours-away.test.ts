import type { Event } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { report } from '../../promises.ts';
import { accepts, aProcess, away, drained, HOUR, MINUTE, said } from './a-process.ts';

/** Hours pass on the clock of the test. `npm run chaos` counts these figures, too. */
const MESSAGES = 1_000;
const ROOMS = 10;
const NAMES = Array.from({ length: MESSAGES }, (_, n) => `${n}`.padStart(4, '0'));
const WHERE = 'absence';

type Process = ReturnType<typeof aProcess>;

/** People go on talking, evenly, while the gateway is away. @returns the result for each message */
async function talkFor(hours: number, process: Process) {
  const handed: ReturnType<Process['put']>[] = [];
  for (const [n, name] of NAMES.entries()) {
    handed.push(process.put(said(name, { at: process.now(), roomId: `room-${n % ROOMS}` })));
    await process.pass((hours * HOUR) / MESSAGES);
  }
  return Promise.all(handed);
}

/** Rooms that got all of theirs, each once, as it was said there. */
function roomsInOrder(got: readonly Event[]): number {
  const inRoom = (room: number) =>
    got.flatMap((event) => ('room' in event && event.room.id === `room-${room}` ? [event.id] : []));
  const saidIn = (room: number) => NAMES.filter((_, n) => n % ROOMS === room);
  return Array.from({ length: ROOMS }, (_, room) => room).filter((room) => `${inRoom(room)}` === `${saidIn(room)}`)
    .length;
}

const once = (got: readonly string[]): number =>
  NAMES.filter((name) => got.indexOf(name) === got.lastIndexOf(name) && got.includes(name)).length;

describe('while the gateway is away', { timeout: 60_000 }, () => {
  test.each([1, 24])(
    `for %i hours, nothing of ${MESSAGES} messages is lost, and every room keeps its order`,
    async (hours) => {
      const process = aProcess();
      process.outside.answer = away();
      const handed = await talkFor(hours, process);
      expect(handed.every((each) => !each.delivered && each.waits)).toBe(true);
      const inVain = process.pushes.length;
      process.outside.answer = accepts;
      await process.pass(15 * MINUTE);
      await drained(process);
      const what = `messages that came after ${hours} h, once`;
      report({
        where: WHERE,
        what,
        tried: MESSAGES,
        held: once(process.gotIds()),
        note: `asked ${inVain} times in vain`,
      });
      report({
        where: WHERE,
        what: `rooms in their order after ${hours} h`,
        tried: ROOMS,
        held: roomsInOrder(process.got),
      });
      expect(process.gotIds()).toEqual(NAMES);
      expect(process.store.all()).toEqual([]);
    },
  );

  test(`for 25 hours, all of ${MESSAGES} messages are listed, and a retry delivers them in their order`, async () => {
    const process = aProcess();
    process.outside.answer = away();
    const handed = NAMES.map((name, n) => process.put(said(name, { at: n, roomId: `room-${n % ROOMS}` })));
    await process.pass(25 * HOUR);
    const told = await Promise.all(handed);
    expect(told.every((each) => !each.delivered && each.waits)).toBe(true);
    const [waiting, dead] = [await process.store.rows.waiting(), await process.store.rows.dead()];
    const listed = dead.map(({ event }) => event.id);
    const said24 = dead.filter(({ why }) => why === 'it waited for 24 hours: away').length;
    process.outside.answer = accepts;
    await process.pass(HOUR);
    const unasked = process.gotIds();
    const retried = await process.outbox.retry(process.accessors);
    await process.pass(MINUTE);
    await drained(process);
    report({
      where: WHERE,
      what: 'dead letters listed after 25 h',
      tried: MESSAGES,
      held: once(listed),
      note: `${waiting.length} still waiting, ${said24} with the reason`,
    });
    report({
      where: WHERE,
      what: 'dead letters delivered by a retry, once',
      tried: MESSAGES,
      held: once(process.gotIds()),
    });
    report({ where: WHERE, what: 'rooms in their order after a retry', tried: ROOMS, held: roomsInOrder(process.got) });
    expect([waiting, listed, said24]).toEqual([[], NAMES, MESSAGES]);
    expect([unasked, retried]).toEqual([[], MESSAGES]);
    expect(process.gotIds()).toEqual(NAMES);
    expect(process.store.all()).toEqual([]);
  });
});
