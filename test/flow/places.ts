import { type Client, findUserByName, type Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT } from './connected-workspace.ts';

/** A room of each kind, with the bot in it and without. */
export interface Place {
  readonly kind: string;
  readonly isBotIn: boolean;
  readonly room: string;
  /** The person who edits, reacts and uploads there. */
  readonly person: Client;
  /** The author there: the person, or the visitor of a website. */
  say(text: string): Promise<{ _id: string }>;
  /** Somebody may bring the bot in or show it out. */
  readonly hasMembers: boolean;
}

export const KINDS = [
  'direct message with the bot',
  'group direct message',
  'direct message of other people',
  'channel',
  'private room',
  'discussion of a channel',
  'discussion of a private room',
  'end-to-end encrypted room',
  'livechat',
] as const;

export async function openPlaces(workspace: Workspace): Promise<Place[]> {
  const bob = workspace.client('bob');
  const place = (kind: (typeof KINDS)[number], isBotIn: boolean, room: string, hasMembers = false): Place => ({
    ...{ kind, isBotIn, room, hasMembers, person: bob },
    say: (text) => bob.say(room, text),
  });
  /** The bot comes by invitation, as in a workspace that was there before it. */
  const both = async (kind: (typeof KINDS)[number], open: (name: string) => Promise<{ _id: string }>) => {
    const [withBot, without] = [await open(`${kind} with`), await open(`${kind} without`)];
    await bob.invite(withBot._id, BOT);
    return [place(kind, true, withBot._id, true), place(kind, false, without._id, true)];
  };
  const named = (name: string) => name.replaceAll(' ', '-');
  const closed = await bob.createRoom('a-closed-parent', { isPrivate: true });
  return [
    place('direct message with the bot', true, (await bob.directRoomWith(BOT))._id),
    place('group direct message', true, (await bob.createGroupDirect(['carol', BOT]))._id),
    place('group direct message', false, (await bob.createGroupDirect(['carol', 'alice']))._id),
    place('direct message of other people', false, (await bob.directRoomWith('carol'))._id),
    ...(await both('channel', (name) => bob.createRoom(named(name)))),
    ...(await both('private room', (name) => bob.createRoom(named(name), { isPrivate: true }))),
    ...(await both('discussion of a channel', (name) => bob.createDiscussion('#general', name))),
    ...(await both('discussion of a private room', (name) => bob.createDiscussion(closed._id, name))),
    ...(await both('end-to-end encrypted room', (name) =>
      bob.createRoom(named(name), { isPrivate: true, isEncrypted: true }),
    )),
    await livechat(workspace, true),
    await livechat(workspace, false),
  ];
}

/** The bot is in it where it serves the visitor. An agent of the workspace is there either way. */
async function livechat(workspace: Workspace, isBotIn: boolean): Promise<Place> {
  const visitor = workspace.visitor(isBotIn ? 'vera' : 'victor', isBotIn ? BOT : 'alice');
  const { _id: room } = await visitor.room();
  const alice = findUserByName(workspace.store, 'alice');
  if (isBotIn && alice) workspace.store.subscriptions.push({ rid: room, uid: alice._id, roles: [], ls: new Date() });
  return { kind: 'livechat', isBotIn, room, hasMembers: false, person: workspace.client('alice'), say: visitor.say };
}
