import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '../../../testbed/workspace/client.ts';
import type { Client } from '../../../testbed/workspace/client-interface.ts';
import { BOT } from '../../flow/connected-workspace.ts';

/** People who ask numbered questions all the time, whichever process is dead. */
export interface Talk {
  /** The ids of the rooms: each has one person who talks there, so that it has an order. */
  readonly rooms: readonly string[];
  /** Numbers of the questions that the server has answered for. */
  readonly said: ReadonlySet<number>;
  /** Resolves when everybody has fallen silent. */
  end(): Promise<void>;
}

const PEOPLE = ['alice', 'bob', 'carol'];
const ROOMS_EACH = 4;
/** As an answer to it, and nobody else's. */
export const question = (number: number) => `question-${number}-end`;

interface Talking {
  /** From 0 to 1, below 1. */
  readonly dice: () => number;
  readonly pauseMs: number;
  /** Is there so little unanswered that somebody may ask more? */
  readonly mayGoOn: (rooms: readonly string[]) => boolean;
  /** The first of them is direct, the others are private. */
  readonly roomsEach?: number;
}

export async function startTalk(
  url: string,
  { dice, pauseMs, mayGoOn, roomsEach = ROOMS_EACH }: Talking,
): Promise<Talk> {
  const said = new Set<number>();
  let next = 0;
  let isOver = false;

  async function talk(person: Client, rooms: readonly string[]): Promise<void> {
    while (!isOver) {
      await sleep(dice() * pauseMs);
      if (isOver || !mayGoOn(rooms)) continue;
      const number = next++;
      const room = rooms[Math.floor(dice() * rooms.length)] ?? '';
      // The server may be dead, or die of it: then the store alone knows whether it was said.
      const heard = await person.say(room, `@${BOT} ${question(number)}`).catch(() => undefined);
      if (heard) said.add(number);
    }
  }

  const everybody = await Promise.all(
    PEOPLE.map(async (username) => {
      const person = createClient(url, username);
      const { _id: direct } = await person.directRoomWith(BOT);
      const rooms = [direct];
      for (let n = 1; n < roomsEach; n++) {
        const { _id } = await person.createRoom(`${username}-${n}`, { isPrivate: true });
        await person.invite(_id, BOT);
        rooms.push(_id);
      }
      return { person, rooms };
    }),
  );
  const rooms = everybody.flatMap((each) => each.rooms);
  const talking = everybody.map((each) => talk(each.person, each.rooms));
  return {
    rooms,
    said,
    async end() {
      isOver = true;
      await Promise.all(talking);
    },
  };
}
