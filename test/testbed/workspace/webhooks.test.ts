import { afterAll, beforeAll, expect, test } from 'vitest';
import { findUserByName, startWorkspace, type Workspace } from '../../../testbed/workspace/workspace.ts';

let workspace: Workspace;

beforeAll(async () => {
  workspace = await startWorkspace({ sandbox: 'node' });
});
afterAll(() => workspace?.stop());

const last = () => [...workspace.store.messages.values()].at(-1);
const hook = (more: object = {}) =>
  workspace.webhook({ name: 'Deploy', username: 'bob', channel: '#general', ...more });

test('a webhook posts as the account that it names, and says which integration it is', async () => {
  const { id, post } = hook();
  await post({ text: ' @carol done ' });
  expect(last()).toMatchObject({
    u: { username: 'bob' },
    msg: '@carol done',
    bot: { i: id },
    groupable: false,
    mentions: [{ username: 'carol' }],
  });
  expect(last()).not.toHaveProperty('alias');
  expect(findUserByName(workspace.store, 'bob')?.roles).toContain('bot');
});

test.each([
  ['of the payload', { alias: 'A' }, { alias: 'B' }, { alias: 'B' }],
  ['as Slack’s webhooks call it', {}, { username: 'C', icon_emoji: ':ghost:' }, { alias: 'C', emoji: ':ghost:' }],
  ['of the integration', { alias: 'A', avatar: 'https://a.example/a.png' }, {}, { alias: 'A' }],
])('the name and picture %s count', async (_name, integration, payload, expected) => {
  await hook(integration).post({ text: 'x', ...payload });
  expect(last()).toMatchObject(expected);
});

test('it opens a direct room, joins channels, and is not bound to the length of messages', async () => {
  await workspace.client('alice').createRoom('alone');
  await hook({ channel: '#alone' }).post({ text: 'in' });
  expect((await workspace.client('bob').history('#alone')).at(-1)?.msg).toBe('in');
  await hook({ channel: '@carol' }).post({ text: 'x'.repeat(6_000) });
  const room = workspace.store.rooms.get(last()?.rid ?? '');
  expect(room).toMatchObject({ t: 'd', usernames: ['bob', 'carol'] });
});

test('nobody posts without the token, nor into a private room that the account is not in', async () => {
  const { url } = hook();
  const response = await fetch(`${url}x`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  expect(response.ok).toBe(false);
  await expect(hook({ username: 'carol', channel: '#ops' }).post({ text: 'x' })).rejects.toThrow('error-not-allowed');
});
