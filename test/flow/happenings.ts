import { BOT } from './connected-workspace.ts';
import type { Place } from './places.ts';

/** Has the bot post a message for a test: undefined where the app or the server refuses. */
export type BotSays = (room: string, text: string, threadId?: string) => Promise<string | undefined>;

/** Something that happens in a room. Each step tells which message it is about, or nothing when it cannot happen there. */
export interface Happening {
  readonly name: string;
  /** Makes the message that must be there before; its id goes to `act`. */
  before?(place: Place, bot: BotSays): Promise<string | undefined>;
  act(place: Place, about: string): Promise<string | undefined>;
  readonly isPossible?: (place: Place) => boolean;
  /** In the order of the table, what changes who is in the room comes last. */
  readonly isLast?: boolean;
}

const said = async ({ say }: Place) => (await say('nobody in particular'))._id;
const saidByPerson = async ({ person, room }: Place) => (await person.say(room, 'nobody in particular'))._id;
const saidByBot = ({ room }: Place, bot: BotSays) => bot(room, 'my own words');
const react =
  (on: boolean): Happening['act'] =>
  async ({ person }, about) => {
    await person.react(about, ':tada:', on);
    return about;
  };
const reactedTo =
  (say: (place: Place, bot: BotSays) => Promise<string | undefined>): NonNullable<Happening['before']> =>
  async (place, bot) => {
    const about = await say(place, bot);
    if (about) await place.person.react(about, ':tada:', true);
    return about;
  };
const edit =
  (text: string): Happening['act'] =>
  async ({ person }, about) => {
    await person.edit(about, text);
    return about;
  };

export const HAPPENINGS: readonly Happening[] = [
  { name: 'a message', act: said },
  { name: 'a message that mentions the bot', act: async ({ say }) => (await say(`@${BOT} hello`))._id },
  { name: 'an edit', before: saidByPerson, act: edit('somebody in particular') },
  { name: 'an edit that adds a mention', before: saidByPerson, act: edit(`@${BOT} in particular`) },
  {
    name: 'a deletion',
    before: saidByPerson,
    async act({ person }, about) {
      await person.delete(about);
      return about;
    },
  },
  { name: 'a reaction to a person’s message', before: said, act: react(true) },
  { name: 'a reaction taken back from a person’s message', before: reactedTo(said), act: react(false) },
  { name: 'a reaction to the bot’s message', before: saidByBot, act: react(true) },
  { name: 'a reaction taken back from the bot’s message', before: reactedTo(saidByBot), act: react(false) },
  {
    name: 'a file whose caption mentions the bot',
    async act({ person, room }) {
      const file = { name: 'plan.txt', type: 'text/plain', bytes: new Uint8Array(3) };
      return (await person.upload(room, file, `@${BOT} read this`))._id;
    },
  },
  {
    name: 'a reply in a thread',
    before: said,
    act: async ({ person, room }, about) => (await person.say(room, 'a reply', { threadId: about }))._id,
  },
  {
    name: 'a reply in a thread in which the bot has written',
    async before(place, bot) {
      const root = await said(place);
      return (await bot(place.room, 'my own reply', root)) && root;
    },
    act: async ({ person, room }, about) => (await person.say(room, 'a reply', { threadId: about }))._id,
  },
  {
    name: 'the bot is brought in',
    isPossible: ({ hasMembers, isBotIn }) => hasMembers && !isBotIn,
    isLast: true,
    async act({ person, room }) {
      await person.invite(room, BOT);
      return room;
    },
  },
  {
    name: 'the bot is shown out',
    isPossible: ({ hasMembers, isBotIn }) => hasMembers && isBotIn,
    isLast: true,
    async act({ person, room }) {
      await person.kick(room, BOT);
      return room;
    },
  },
];
