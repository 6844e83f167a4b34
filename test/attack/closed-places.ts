import { APP_ID } from '@rocketchat-openclaw/shared';
import type { Workspace } from '../../testbed/workspace/workspace.ts';

/** A room that is closed to the gateway, with something in it that is worth having. */
export interface ClosedPlace {
  readonly what: string;
  readonly roomId: string;
  /** Somebody's message there, and a file that it holds. */
  readonly messageId: string;
  readonly fileId: string;
  readonly memberId: string;
}

/** Nobody outside these rooms may ever read this. */
export const TREASURE = 'the vault opens with four nines';

const aFile = { name: 'vault.txt', type: 'text/plain', bytes: new TextEncoder().encode(TREASURE) };

/** Every kind of room in which a gateway has nothing to look for, each with a message and a file. */
export async function closedPlaces(workspace: Workspace): Promise<ClosedPlace[]> {
  const [alice, bob] = [workspace.client('alice'), workspace.client('bob')];
  const { userId: bobId } = await bob.login();

  const filled = async (what: string, roomId: string, memberId = bobId): Promise<ClosedPlace> => {
    const { _id: messageId } = await bob.say(roomId, TREASURE);
    const posted = await bob.upload(roomId, aFile);
    return { what, roomId, messageId, fileId: posted.file?._id ?? '', memberId };
  };
  const ofAlice = async (what: string, roomId: string): Promise<ClosedPlace> => {
    const { _id: messageId } = await alice.say(roomId, TREASURE);
    const posted = await alice.upload(roomId, aFile);
    return { what, roomId, messageId, fileId: posted.file?._id ?? '', memberId: (await alice.login()).userId };
  };

  const direct = await bob.directRoomWith('carol');
  const group = await bob.createGroupDirect(['alice', 'carol']);
  const secret = await bob.createRoom('secret-plans', { isPrivate: true, members: ['carol'] });
  const discussion = await bob.createDiscussion(secret._id, 'details');
  const publicRoom = await bob.createRoom('never-called', { members: ['carol'] });
  const left = await bob.createRoom('bot-was-here', { isPrivate: true, members: ['openclaw.bot'] });
  const off = await bob.createRoom('switched-off', { members: ['openclaw.bot'] });
  const offPlace = { ...(await filled('a room that its owner switched off', off._id)) };
  await bob.command(off._id, '/openclaw here off');
  const leftPlace = await filled('a private room that the bot was removed from', left._id);
  await bob.kick(left._id, 'openclaw.bot');
  const visitor = workspace.visitor('vera');
  await visitor.say('I am a visitor of your website');
  const livechat = await visitor.room();
  const encrypted = await bob.createRoom('sealed', { isPrivate: true, isEncrypted: true, members: ['openclaw.bot'] });
  const { _id: sealedId } = await bob.say(encrypted._id, TREASURE);
  const sealed = await bob.upload(encrypted._id, aFile);

  return [
    await filled('a direct room of other people', direct._id),
    await filled('a group of other people', group._id),
    await filled('a private room without the bot', secret._id),
    await filled('a discussion in a private room', discussion._id),
    await filled('a public channel that nobody called the bot into', publicRoom._id),
    leftPlace,
    offPlace,
    await ofAlice('a conversation with a visitor of the website', livechat._id),
    {
      what: 'an encrypted room',
      roomId: encrypted._id,
      messageId: sealedId,
      fileId: sealed.file?._id ?? '',
      memberId: bobId,
    },
  ];
}

/** Closes the rest of the workspace: what is not on the list is off it. */
export const onlyIn = (workspace: Workspace, ...names: string[]) =>
  workspace.app(APP_ID).setSettings({ rooms: names.join(', ') });
