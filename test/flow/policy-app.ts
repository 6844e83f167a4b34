import type { Event } from '@rocketchat-openclaw/shared';
import { expect, inject, vi } from 'vitest';
import { aMessage } from '../gateway-endpoint/event.ts';
import { startFakeApp } from '../gateway-endpoint/fake-app.ts';
import type { Posts } from './says.ts';
import { ROOMS_BY_NAME } from './who-and-where.ts';

/** The app's side of an account of the shared gateway that has a policy of its own. */
export async function openPolicy(name: string) {
  const { url, policies } = inject('gateway');
  const { secret, port } = policies[name] ?? {};
  if (!secret) throw new Error(`the gateway has no account ${name}`);
  const app = await startFakeApp({ secret, accountId: name, port, messageId });
  app.roomsByName = new Map(ROOMS_BY_NAME);
  return {
    ...app,
    /** Delivers events. @throws where one of them is not new to the gateway */
    async accept(events: Event[]): Promise<void> {
      const answer = await app.push(url, events);
      const { results = [] } = (await answer.json()) as { results?: { outcome: string }[] };
      const accepted = results.filter(({ outcome }) => outcome === 'accepted').length;
      if (accepted !== events.length) throw new Error(`${answer.status}: ${accepted} of ${events.length} accepted`);
    },
  };
}

export type PolicyApp = Awaited<ReturnType<typeof openPolicy>>;

/** Has the bot answer once in a thread and once in a room, so that there is something of its own to refer to. */
export async function postsOf(app: PolicyApp): Promise<Posts> {
  const thread = 'ThreadOfTheBot';
  await app.accept([
    aMessage({ id: 'begins-a-thread', room: { id: 'RoomOfThread' }, threadId: thread }),
    aMessage({ id: 'begins', room: { id: 'RoomOfPost' } }),
  ]);
  await postIn('RoomOfThread', app);
  return { thread, post: await postIn('RoomOfPost', app) };
}

/** The id of the first message that the bot wrote in a room. A slow answer has a preview, which is taken away again. */
export async function postIn(roomId: string, { arrived }: Pick<PolicyApp, 'arrived'>): Promise<string> {
  const isIt = ({ command }: (typeof arrived)[number]) =>
    command.command === 'post' && command.roomId === roomId && !isPreview(command);
  await vi.waitFor(() => expect(arrived.some(isIt), `an answer in ${roomId}`).toBe(true), { timeout: 30_000 });
  return messageId(arrived.findIndex(isIt) + 1);
}

/** The texts that the bot has posted in a room, without the previews of slow answers. */
export function textsIn(roomId: string, { arrived }: Pick<PolicyApp, 'arrived'>): string[] {
  return arrived.flatMap(({ command }) =>
    command.command === 'post' && command.roomId === roomId && !isPreview(command) ? [command.text] : [],
  );
}

/** Nobody is notified of a preview. */
const isPreview = ({ quiet }: { readonly quiet?: boolean | undefined }) => quiet === true;

/** Of letters and digits alone, as Rocket.Chat makes them: others cannot be quoted. */
function messageId(count: number): string {
  return `Post${count}`;
}
