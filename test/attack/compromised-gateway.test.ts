import { createHash, randomBytes } from 'node:crypto';
import { filePath, LIMITS, writeSecret } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findUserByName, type Sandbox, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type GatewayStandIn, startGatewayStandIn } from '../app/gateway-stand-in.ts';
import { type Installed, startInstalled } from '../app/installed-app.ts';
import { isLong } from '../how-long.ts';
import { type ClosedPlace, closedPlaces, TREASURE } from './closed-places.ts';
import { haveNoEffect, type Try, watchEverything } from './effects.ts';

interface Answer {
  readonly ok?: boolean;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Somebody else holds the gateway and its secret: every command is signed as it should be. */
describe.each((isLong() ? ['deno', 'node'] : ['node']) satisfies Sandbox[])(
  'a compromised gateway against the workspace (%s sandbox)',
  (sandbox) => {
    const secret = writeSecret(randomBytes(32));
    let installed: Installed;
    let workspace: Workspace;
    let files: GatewayStandIn;
    let places: ClosedPlace[];

    beforeAll(async () => {
      files = await startGatewayStandIn(secret);
      installed = await startInstalled(sandbox, secret, files.url);
      ({ workspace } = installed);
      places = await closedPlaces(workspace);
    });
    afterAll(async () => {
      await workspace?.stop();
      await files?.stop();
    });

    const idOf = (name: string) => findUserByName(workspace.store, name)?._id ?? '';
    const send = (command: object) => installed.gateway.command(command) as Promise<Answer>;

    /** An effect is a change that people could see, or a word of the treasure in the answer. */
    function trying(what: string, command: () => object | Promise<object>): Try {
      return {
        what,
        async attempt() {
          const watched = watchEverything(workspace);
          try {
            const answer = await send(await command());
            const change = watched.change();
            if (change) return change;
            return JSON.stringify(answer).includes(TREASURE) ? 'the treasure was told' : undefined;
          } finally {
            watched.stop();
          }
        },
      };
    }

    /** The same, and any word about a place counts. */
    function asking(what: string, command: () => object): Try {
      const { attempt } = trying(what, command);
      return {
        what,
        attempt: async () => (await attempt()) ?? ((await send(command())).ok ? 'it was answered' : undefined),
      };
    }

    const file = (change: object = {}) => {
      const bytes = Buffer.from('a file of the gateway');
      const sha256 = createHash('sha256').update(bytes).digest('base64url');
      const named = { name: 'a.txt', type: 'text/plain', size: bytes.length, sha256 };
      return { command: 'upload', path: files.offer(bytes), ...named, ...change };
    };

    const inClosedPlaces = (): Try[] =>
      places.flatMap(({ what, roomId, messageId, fileId, memberId }) => [
        trying(`post into ${what}`, () => ({ command: 'post', roomId, text: 'I was here' })),
        trying(`post quietly into ${what}`, () => ({ command: 'post', roomId, text: 'I was here', quiet: true })),
        trying(`reply in a thread of ${what}`, () => ({
          command: 'post',
          roomId,
          threadId: messageId,
          text: 'me too',
        })),
        trying(`reply there, and in the room, of ${what}`, () => ({
          ...{ command: 'post', roomId, threadId: messageId, text: 'me too', alsoInRoom: true },
        })),
        trying(`put buttons into ${what}`, () => ({
          ...{ command: 'post', roomId, text: 'click' },
          blocks: [{ type: 'actions', elements: [{ type: 'button', actionId: 'a', text: 'See the pictures' }] }],
        })),
        trying(`reply in that thread from another room than ${what}`, () => ({
          ...{ command: 'post', roomId: 'GENERAL', threadId: messageId, text: 'me too' },
        })),
        trying(`post into ${what} as an answer to what was never said`, () => ({
          ...{ command: 'post', roomId, text: 'I was here', answers: 'message.sent:never' },
        })),
        trying(`upload into ${what}`, () => file({ roomId })),
        trying(`upload into a thread of ${what}`, () => file({ roomId, threadId: messageId })),
        trying(`type in ${what}`, () => ({ command: 'typing', roomId, on: true })),
        trying(`whisper in ${what}`, () => ({ command: 'notify', roomId, userId: memberId, text: 'psst' })),
        trying(`edit what somebody said in ${what}`, () => ({ command: 'update', roomId, messageId, text: 'changed' })),
        trying(`delete what somebody said in ${what}`, () => ({ command: 'delete', roomId, messageId })),
        trying(`react in ${what}`, () => ({ command: 'react', roomId, messageId, emoji: ':tada:' })),
        trying(`open a form in ${what}`, () => ({
          ...{ command: 'openView', roomId, userId: memberId, triggerId: 'T', viewId: `v${roomId}` },
          ...{ title: 'A form', submit: 'Send', input: { actionId: 'i', label: 'Say' } },
        })),
        asking(`read the history of ${what}`, () => ({ command: 'history', roomId, limit: 200 })),
        asking(`read a thread of ${what}`, () => ({ command: 'thread', roomId, threadId: messageId, limit: 200 })),
        asking(`read a file of ${what}`, () => ({ command: 'readFile', roomId, fileId, offset: 0, length: 1_000 })),
        asking(`read it by way of an open room, of ${what}`, () => ({
          ...{ command: 'readFile', roomId: 'GENERAL', fileId, offset: 0, length: 1_000 },
        })),
        asking(`list the members of ${what}`, () => ({ command: 'members', roomId, limit: 200 })),
        asking(`list the reactions in ${what}`, () => ({ command: 'reactions', roomId, messageId })),
        asking(`ask for reactions by way of an open room, of ${what}`, () => ({
          ...{ command: 'reactions', roomId: 'GENERAL', messageId },
        })),
      ]);

    const beyondItsRights = (): Try[] => {
      const said = places[0]?.messageId ?? '';
      const odd = ['__proto__', 'constructor', 'toString', '../GENERAL', 'GENERAL\u0000', '%47ENERAL', 'general', '*'];
      return [
        ...odd.map((roomId) =>
          trying(`post into ${JSON.stringify(roomId)}`, () => ({ command: 'post', roomId, text: 'x' })),
        ),
        ...odd.map((roomId) =>
          trying(`type in ${JSON.stringify(roomId)}`, () => ({ command: 'typing', roomId, on: true })),
        ),
        trying('type in a room that there is not', () => ({ command: 'typing', roomId: 'nowhere', on: true })),
        trying('edit a message of another room', () => ({
          command: 'update',
          roomId: 'GENERAL',
          messageId: said,
          text: 'x',
        })),
        trying('delete a message of another room', () => ({ command: 'delete', roomId: 'GENERAL', messageId: said })),
        trying('whisper to somebody who is not there', () => ({
          ...{ command: 'notify', roomId: 'GENERAL', userId: 'nobody', text: 'psst' },
        })),
        trying('a direct room with nobody', () => ({ command: 'openDirect', userIds: ['nobody'] })),
        trying('a direct room with somebody and nobody', () => ({
          command: 'openDirect',
          userIds: [idOf('bob'), 'nobody'],
        })),
        trying('a direct room with the bot itself', () => ({ command: 'openDirect', userIds: [idOf('openclaw.bot')] })),
        trying('a file from another account', () =>
          file({ roomId: 'GENERAL', path: filePath('other', 'x'.repeat(22)) }),
        ),
        trying('a file from another place', () => file({ roomId: 'GENERAL', path: '/admin/secrets' })),
        trying('a file from above', () =>
          file({ roomId: 'GENERAL', path: `${filePath('default', '')}../../admin/secret` }),
        ),
        trying('a file that nobody offers', () =>
          file({ roomId: 'GENERAL', path: filePath('default', 'x'.repeat(22)) }),
        ),
        trying('a file of another size', () => file({ roomId: 'GENERAL', size: 20 })),
        trying('a file of another hash', () => file({ roomId: 'GENERAL', sha256: 'A'.repeat(43) })),
        trying('a file without a hash', () => file({ roomId: 'GENERAL', sha256: undefined })),
        trying('a file that is too large', () => file({ roomId: 'GENERAL', size: LIMITS.uploadBytes + 1 })),
        trying('pin a message', () => ({ command: 'pin', roomId: 'GENERAL', messageId: said })),
        trying('a command that there is not', () => ({ command: 'setSetting', id: 'paused', value: true })),
        trying('a field that there is not', () => ({ command: 'post', roomId: 'GENERAL', text: 'x', as: 'alice' })),
        trying('a sender of its own', () => ({
          command: 'post',
          roomId: 'GENERAL',
          text: 'x',
          sender: { id: idOf('alice') },
        })),
        trying('another version', () => ({ v: 2, command: 'post', roomId: 'GENERAL', text: 'x' })),
        trying('a text that is too long', () => ({ command: 'post', roomId: 'GENERAL', text: 'x'.repeat(5_001) })),
        trying('an emoji that is none', () => ({
          command: 'react',
          roomId: 'GENERAL',
          messageId: said,
          emoji: ':__proto__:',
        })),
        trying('a form for somebody who is not there', () => ({
          ...{ command: 'openView', roomId: 'GENERAL', userId: 'nobody', triggerId: 'T', viewId: 'v1' },
          ...{ title: 'A form', submit: 'Send', input: { actionId: 'i', label: 'Say' } },
        })),
        ...places
          .slice(0, 4)
          .map(({ what, roomId }) =>
            trying(`find ${what} by its id`, async () => ({ command: 'findRooms', query: roomId, limit: 10 })),
          ),
      ];
    };

    test('[S2] [S14] nothing that it asks of a closed room has an effect', async () => {
      await haveNoEffect(`gateway against workspace, ${sandbox}`, 'commands about closed rooms', inClosedPlaces());
    });

    test('[S11] [S13] nothing that it asks beyond its rights has an effect', async () => {
      await haveNoEffect(`gateway against workspace, ${sandbox}`, 'commands beyond its rights', [
        ...beyondItsRights(),
        ...places.flatMap(({ what, roomId }) => [
          asking(`find the past of ${what} before any time`, () => ({
            command: 'history',
            roomId,
            limit: 1,
            before: 1,
          })),
          trying(`unreact in ${what}`, () => ({ command: 'unreact', roomId, messageId: 'x', emoji: ':tada:' })),
          trying(`pin in ${what}`, () => ({ command: 'pin', roomId, messageId: 'x' })),
        ]),
      ]);
    });

    test('[S12] a command that was heard once is not heard again', async () => {
      const payload = JSON.stringify({ v: 1, key: 'again', command: 'members', roomId: 'GENERAL', limit: 5 });
      const token = await installed.gateway.tokenFor(payload);
      await workspace.client('bob').say('#general', '@openclaw.bot hello');
      expect((await installed.gateway.post(payload, token)).status).toBe(200);
      const again = await installed.gateway.post(payload, token);
      expect([again.status, await again.json()]).toEqual([429, { error: 'too-many' }]);
    });
  },
);
