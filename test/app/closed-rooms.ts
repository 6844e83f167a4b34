import { expect } from 'vitest';
import { UNANSWERED } from '../../rc-app/src/texts/en/people.ts';
import type { Workspace } from '../../testbed/workspace/workspace.ts';

export const BOT = 'openclaw.bot';

/** A room of each kind, with a message of a person's in it where people can write. */
export interface RoomKinds {
  readonly [kind: string]: { readonly roomId: string; readonly messageId: string };
}

/** Rooms that are closed to the bot whatever the settings are, and why. */
export const NEVER = {
  livechat: 'livechat',
  encrypted: 'encrypted',
  'direct room of others': 'foreign-direct',
  'group direct room of others': 'foreign-direct',
  'private room without the bot': 'not-a-member',
  'discussion in a private room': 'not-a-member',
  'private team without the bot': 'not-a-member',
  'private room it was taken out of': 'not-a-member',
  'public channel it was taken out of': 'not-a-member',
  'public channel where nobody called it': 'not-a-member',
} as const;

export const OPEN = ['public channel where it was called', 'own direct room', 'channel of its own'] as const;

/** All of them, on a server whose app is installed. */
export async function makeRooms(workspace: Workspace): Promise<RoomKinds> {
  workspace.settings.E2E_Enable = true;
  const [alice, bob] = [workspace.client('alice'), workspace.client('bob')];
  const said = async (who: typeof alice, room: string, text = 'between us') => {
    const { rid, _id } = await who.say(room, text);
    return { roomId: rid, messageId: _id };
  };
  const room = async (name: string, members: string[], isPrivate = true) => {
    await alice.createRoom(name, { isPrivate, members: ['bob', ...members] });
    return said(bob, `#${name}`);
  };
  const takenOut = async (name: string, isPrivate: boolean) => {
    const made = await room(name, [BOT], isPrivate);
    await alice.kick(`#${name}`, BOT);
    return made;
  };
  await alice.createRoom('vault', { isPrivate: true, isEncrypted: true, members: ['bob', BOT] });
  const team = await room('team', []);
  Object.assign(workspace.store.rooms.get(team.roomId) ?? {}, { teamId: 'TEAM', teamMain: true });
  const visitor = await workspace.visitor('vera').say('is anybody there?');
  const group = await alice.createGroupDirect(['bob', 'carol']);
  const inside = await alice.createDiscussion('#ops', 'about ops', ['bob']);
  const called = await room('plaza', [], false);
  await said(bob, '#plaza', `@${BOT} come here`);
  return {
    livechat: { roomId: visitor.rid, messageId: visitor._id },
    encrypted: await said(bob, '#vault'),
    'direct room of others': await said(bob, '@carol'),
    'group direct room of others': await said(bob, group._id),
    'private room without the bot': await said(bob, '#ops'),
    'discussion in a private room': await said(bob, inside._id),
    'private team without the bot': team,
    'private room it was taken out of': await takenOut('attic', true),
    'public channel it was taken out of': await takenOut('stage', false),
    'public channel where nobody called it': await room('lounge', [], false),
    'public channel where it was called': called,
    'own direct room': await said(bob, `@${BOT}`),
    'channel of its own': await said(bob, '#general'),
  };
}

interface Place {
  readonly roomId: string;
  readonly messageId: string;
  readonly userId: string;
}

/** Each verb that does something in a room, as the gateway asks for it. */
export const WRITES: Readonly<Record<string, (place: Place) => object>> = {
  post: ({ roomId }) => ({ command: 'post', roomId, text: 'hello' }),
  'post in a thread': ({ roomId, messageId: threadId }) => ({ command: 'post', roomId, threadId, text: 'hello' }),
  'post a card': ({ roomId }) => ({
    command: 'post',
    roomId,
    text: 'Lunch?',
    blocks: [{ type: 'actions', elements: [{ type: 'button', actionId: 'yes', text: 'Yes' }] }],
  }),
  update: ({ roomId, messageId }) => ({ command: 'update', roomId, messageId, text: 'other words' }),
  delete: ({ roomId, messageId }) => ({ command: 'delete', roomId, messageId }),
  react: ({ roomId, messageId }) => ({ command: 'react', roomId, messageId, emoji: ':tada:' }),
  unreact: ({ roomId, messageId }) => ({ command: 'unreact', roomId, messageId, emoji: ':tada:' }),
  typing: ({ roomId }) => ({ command: 'typing', roomId, on: true }),
  notify: ({ roomId, userId }) => ({ command: 'notify', roomId, userId, text: 'psst' }),
  upload: ({ roomId }) => ({
    command: 'upload',
    sha256: 'A'.repeat(43),
    roomId,
    path: '/rocketchat/default/files/none',
    name: 'a.txt',
    type: 'text/plain',
    size: 1,
  }),
  openView: ({ roomId, userId }) => ({
    command: 'openView',
    roomId,
    userId,
    triggerId: 'T',
    viewId: 'V',
    title: 'A form',
    submit: 'Send',
    input: { actionId: 'name', label: 'Name' },
  }),
};

/** Each verb that looks into a room. */
export const READS: Readonly<Record<string, (place: Place) => object>> = {
  history: ({ roomId }) => ({ command: 'history', roomId, limit: 5 }),
  thread: ({ roomId, messageId: threadId }) => ({ command: 'thread', roomId, threadId, limit: 5 }),
  readFile: ({ roomId }) => ({ command: 'readFile', roomId, fileId: 'F', offset: 0, length: 5 }),
  members: ({ roomId }) => ({ command: 'members', roomId, limit: 5 }),
  reactions: ({ roomId, messageId }) => ({ command: 'reactions', roomId, messageId }),
};

/** A whisper that no gateway takes what was said before comes when the app has found that out. */
const isOfCommand = ({ text }: { readonly text?: string | undefined }) => text !== UNANSWERED.waits(undefined);

/** All that people could see of a workspace, and what `act` has changed of it: nothing. */
export async function expectNoTrace(workspace: Workspace, act: () => Promise<void>): Promise<void> {
  const seen: unknown[] = [];
  const unsubscribe = workspace.stream.subscribe((event) => {
    if (event.type !== 'ephemeral' || isOfCommand(event.message)) seen.push(event);
  });
  const look = () =>
    structuredClone([
      [...workspace.store.messages.values()],
      [...workspace.store.rooms.values()],
      workspace.store.ephemerals.filter(isOfCommand),
      workspace.shown.length,
    ]);
  const before = look();
  await act();
  unsubscribe();
  expect(look()).toEqual(before);
  expect(seen).toEqual([]);
}
