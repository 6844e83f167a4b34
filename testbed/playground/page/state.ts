import type { Message, Room, StreamEvent } from './contract.ts';
import { interact, type OpenForm, type Triggers, withTrigger } from './form-state.ts';
import type { Interaction } from './uikit.ts';

/** Only this person sees it, and only until the page is loaded again. */
export interface Whisper {
  readonly id: string;
  readonly room: string;
  readonly thread: string | undefined;
  readonly from: string;
  readonly text: string;
  readonly at: string;
}

/** All that the page shows. Pure data: what changes it is a `Change`, and `change` is the only place that does. */
export interface State {
  readonly me: string | undefined;
  readonly rooms: readonly Room[];
  readonly messages: ReadonlyMap<string, Message>;
  readonly whispers: readonly Whisper[];
  /** The people who are typing, by room. */
  readonly typing: Readonly<Record<string, readonly string[]>>;
  readonly openRoom: string | undefined;
  readonly openThread: string | undefined;
  readonly form: OpenForm | undefined;
  readonly triggers: Triggers;
  /** When somebody last looked at a room, by `person room`; milliseconds. */
  readonly seen: Readonly<Record<string, number>>;
  /** Nothing from before the page was opened counts as unread. */
  readonly openedAt: number;
  readonly fault: string | undefined;
}

export type Change =
  | { type: 'signed-in'; me: string; rooms: Room[]; openRoom: string | undefined; now: number }
  | { type: 'rooms'; rooms: Room[] }
  | { type: 'messages'; messages: Message[] }
  | { type: 'opened-room'; room: string; now: number }
  | { type: 'opened-thread'; thread: string | undefined }
  | { type: 'heard'; event: StreamEvent; now: number }
  /** The person's next action may open a form. */
  | { type: 'triggered'; trigger: string; now: number }
  | { type: 'interacted'; interaction: Interaction; now: number }
  | { type: 'closed-form' }
  | { type: 'fault'; fault: string | undefined };

export function emptyState(now: number): State {
  return {
    me: undefined,
    rooms: [],
    messages: new Map(),
    whispers: [],
    typing: {},
    openRoom: undefined,
    openThread: undefined,
    form: undefined,
    triggers: {},
    seen: {},
    openedAt: now,
    fault: undefined,
  };
}

export function change(state: State, what: Change): State {
  switch (what.type) {
    case 'signed-in': {
      const { openedAt, seen } = state;
      const mine = { ...emptyState(openedAt), seen, me: what.me, rooms: what.rooms };
      return what.openRoom ? look({ ...mine, openRoom: what.openRoom }, what.openRoom, what.now) : mine;
    }
    case 'rooms':
      return { ...state, rooms: what.rooms };
    case 'messages':
      return { ...state, messages: withMessages(state.messages, what.messages) };
    case 'opened-room':
      return look({ ...state, openRoom: what.room, openThread: undefined }, what.room, what.now);
    case 'opened-thread':
      return { ...state, openThread: what.thread };
    case 'heard':
      return hear(state, what.event, what.now);
    case 'triggered':
      return { ...state, triggers: withTrigger(state.triggers, what.trigger, what.now) };
    case 'interacted':
      return { ...state, form: interact(state.form, what.interaction, state.triggers, what.now) };
    case 'closed-form':
      return { ...state, form: undefined };
    case 'fault':
      return { ...state, fault: what.fault };
  }
}

function hear(state: State, event: StreamEvent, now: number): State {
  switch (event.type) {
    case 'message': {
      const touched = touchRoom(state, event.room, event.message.ts);
      const heard = { ...touched, messages: withMessages(state.messages, [event.message]) };
      return event.room === state.openRoom || event.message.u.username === state.me
        ? look(heard, event.room, now)
        : heard;
    }
    case 'message-deleted': {
      const openThread = state.openThread === event.messageId ? undefined : state.openThread;
      return { ...state, openThread, messages: withoutMessage(state.messages, event.messageId) };
    }
    case 'typing': {
      const others = (state.typing[event.room] ?? []).filter((user) => user !== event.user);
      return { ...state, typing: { ...state.typing, [event.room]: event.on ? [...others, event.user] : others } };
    }
    case 'ephemeral': {
      const { rid, tmid, text, sender, at } = event.message;
      const id = `${at} ${state.whispers.length}`;
      const whisper = { id, room: rid, thread: tmid, from: sender.username, text, at };
      return { ...state, whispers: [...state.whispers, whisper] };
    }
    case 'room':
      return { ...state, rooms: [...state.rooms.filter(({ _id }) => _id !== event.room), event.record] };
    case 'reaction':
      return { ...state, messages: withReaction(state.messages, event) };
    case 'interaction':
      return { ...state, form: interact(state.form, event.interaction, state.triggers, now) };
    // People and the state of apps are asked for when they matter; notifications are not shown here.
    case 'notification':
    case 'user':
    case 'app-status':
      return state;
  }
}

function withMessages(known: ReadonlyMap<string, Message>, more: readonly Message[]): ReadonlyMap<string, Message> {
  const messages = new Map(known);
  for (const message of more) {
    const there = messages.get(message._id);
    // A slow answer to a request must not undo what the stream has told since.
    if (!there || there._updatedAt <= message._updatedAt) messages.set(message._id, message);
  }
  return messages;
}

function withoutMessage(known: ReadonlyMap<string, Message>, id: string): ReadonlyMap<string, Message> {
  const messages = new Map(known);
  const root = messages.get(messages.get(id)?.tmid ?? '');
  if (root?.tcount) messages.set(root._id, { ...root, tcount: root.tcount - 1 });
  messages.delete(id);
  return messages;
}

type Reacted = Extract<StreamEvent, { type: 'reaction' }>;

function withReaction(known: ReadonlyMap<string, Message>, event: Reacted): ReadonlyMap<string, Message> {
  const message = known.get(event.messageId);
  if (!message) return known;
  const { [event.reaction]: before, ...rest } = message.reactions ?? {};
  const others = (before?.usernames ?? []).filter((username) => username !== event.user);
  const usernames = event.on ? [...others, event.user] : others;
  const reactions = usernames.length > 0 ? { ...rest, [event.reaction]: { usernames } } : rest;
  return new Map(known).set(message._id, { ...message, reactions });
}

/** The first message of a thread comes again with each reply, and is older than the last one. */
function touchRoom(state: State, room: string, at: string): State {
  const touch = (each: Room) => (each._id === room && (each.lm ?? '') < at ? { ...each, lm: at } : each);
  return { ...state, rooms: state.rooms.map(touch) };
}

function look(state: State, room: string, now: number): State {
  return { ...state, seen: { ...state.seen, [`${state.me} ${room}`]: now } };
}

/** Has something been said there since this person looked? */
export function isUnread(state: State, { _id, lm }: Room): boolean {
  if (_id === state.openRoom || lm === undefined) return false;
  return Date.parse(lm) > (state.seen[`${state.me} ${_id}`] ?? state.openedAt);
}

/** The messages of a room, without the replies in threads, unless those were sent to the room too. */
export function messagesOfRoom(state: State, room: string): Message[] {
  return inOrder(state, (message) => message.rid === room && (!message.tmid || message.tshow === true));
}

/** The first message of a thread and its replies. */
export function messagesOfThread(state: State, thread: string): Message[] {
  return inOrder(state, (message) => message._id === thread || message.tmid === thread);
}

/** The whispers to this person: in the thread that they are about, as in Rocket.Chat. */
export function whispersIn({ whispers }: State, room: string, thread: string | undefined): Whisper[] {
  return whispers.filter((whisper) => whisper.room === room && whisper.thread === thread);
}

/** Is more of it about to come? Its author has already changed it, is typing, and has said nothing since. */
export function isBeingWritten(state: State, { _id, rid, u, editedAt }: Message): boolean {
  if (!editedAt || !state.typing[rid]?.includes(u.username)) return false;
  const last = inOrder(state, (each) => each.rid === rid && each.u._id === u._id).at(-1);
  return last?._id === _id;
}

/** The mention before a text by which the bot hears it; undefined where it hears nothing at all. */
export function callOf({ t, usernames = [] }: Room, bot: string): string | undefined {
  if (t === 'd' && !usernames.includes(bot)) return undefined;
  return t === 'd' && usernames.length === 2 ? '' : `@${bot} `;
}

/** A discussion has its name by chance and is called by its title. */
export function roomTitle({ t, name, fname, prid, usernames }: Room, me: string | undefined): string {
  if (t !== 'd') return (prid ? fname : name) ?? fname ?? '';
  return (usernames ?? []).filter((username) => username !== me).join(', ') || (me ?? '');
}

function inOrder(state: State, wanted: (message: Message) => boolean): Message[] {
  return [...state.messages.values()].filter((each) => !each._hidden && wanted(each)).sort(byTime);
}

const byTime = (a: Message, b: Message) => Date.parse(a.ts) - Date.parse(b.ts);
