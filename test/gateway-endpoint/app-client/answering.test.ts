import { describe, expect, test } from 'vitest';
import { answering } from '../../../gateway-endpoint/src/app-client/answering.ts';
import { AppCallError, type AppClient } from '../../../gateway-endpoint/src/app-client/client.ts';

const post = { v: 1, command: 'post', key: 'k', roomId: 'R', text: 'hello' } as const;
const history = { v: 1, command: 'history', key: 'k', roomId: 'R', limit: 1 } as const;

/** An app that refuses so until a command names the event that it answers. */
function anApp(code: AppCallError['code'], reason?: string) {
  const asked: object[] = [];
  const client = {
    async call(command: object) {
      asked.push(command);
      if ('answers' in command) return { messageId: 'm' };
      throw new AppCallError({ code, reason, happened: 'no', retryable: false, message: 'no' });
    },
  } as unknown as AppClient;
  return { client, asked };
}

describe('[S2] an answer says what it answers', () => {
  test.each(['paused', 'room-not-listed', 'switched-off'])('where the room was shut meanwhile: %s', async (reason) => {
    const { client, asked } = anApp('may-not-write', reason);
    expect(await answering(client, 'message.sent:m1').call(post)).toEqual({ messageId: 'm' });
    expect(asked).toEqual([post, { ...post, answers: 'message.sent:m1' }]);
  });

  test.each([
    ['livechat', 'may-not-write', 'livechat', post],
    ['a conversation of others', 'may-not-write', 'foreign-direct', post],
    ['a room that the bot was taken out of', 'may-not-write', 'not-a-member', post],
    ['an older app, which would not know the field', 'bad-request', undefined, post],
    ['a look into a room', 'not-a-member', 'switched-off', history],
  ] as const)('and nowhere else: %s', async (_, code, reason, command) => {
    const { client, asked } = anApp(code, reason);
    await expect(answering(client, 'message.sent:m1').call(command)).rejects.toMatchObject({ code });
    expect(asked).toEqual([command]);
  });

  test('and nothing where it answers nothing', () => {
    const { client } = anApp('may-not-write', 'paused');
    expect(answering(client, undefined)).toBe(client);
  });
});
