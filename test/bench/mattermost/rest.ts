import type { Post, User } from './records.ts';
import type { Store } from './store.ts';

/** What the clients over the stream learn of a call. */
export interface Told {
  posted(post: Post): void;
  edited(post: Post): void;
}

export interface Call {
  readonly method: string;
  /** Behind `/api/v4`. */
  readonly path: string;
  readonly body: unknown;
}

type Answer = readonly [status: number, body: unknown];
type Route = readonly [method: string, path: RegExp, answer: (id: string, body: Fields, caller: User) => Answer];
type Fields = Readonly<Record<string, string | undefined>>;

const OK: Answer = [200, { status: 'OK' }];
const NO_POSTS: Answer = [200, { order: [], posts: {}, next_post_id: '', prev_post_id: '' }];

/** As much of Mattermost's REST API v4 as OpenClaw's plugin calls. */
export function createRest(store: Store, told: Told): (call: Call, caller: User) => Answer {
  const found = (record: object | undefined): Answer => (record ? [200, record] : [404, { message: 'not found' }]);

  function change(id: string, { message }: Fields): Answer {
    const post = store.posts.get(id);
    if (!post) return found(post);
    const at = store.clock();
    Object.assign(post, { message: message ?? post.message, update_at: at, edit_at: at });
    told.edited(post);
    return [200, post];
  }

  function add({ channel_id = '', message, root_id }: Fields, caller: User): Answer {
    if (!store.channels.has(channel_id)) return found(undefined);
    const post = store.addPost(caller.id, { channel_id, message, root_id });
    told.posted(post);
    return [201, post];
  }

  function withdraw(id: string): Answer {
    const post = store.posts.get(id);
    if (post) post.delete_at = store.clock();
    return OK;
  }

  const usersNamed = (username: string) => [...store.users.values()].find((each) => each.username === username);
  const routes: readonly Route[] = [
    ['GET', /^\/users\/me$/, (_, __, caller) => [200, caller]],
    ['GET', /^\/users\/[^/]+\/teams$/, () => [200, [store.team]]],
    ['GET', /^\/users\/username\/(.+)$/, (name) => found(usersNamed(name))],
    ['POST', /^\/users\/[^/]+\/typing$/, () => OK],
    ['GET', /^\/users\/([^/]+)$/, (id) => found(store.users.get(id))],
    ['GET', /^\/channels\/([^/]+)$/, (id) => found(store.channels.get(id))],
    ['GET', /^\/channels\/[^/]+\/posts$/, () => NO_POSTS],
    ['POST', /^\/posts$/, (_, body, caller) => add(body, caller)],
    ['GET', /^\/posts\/[^/]+\/thread$/, () => NO_POSTS],
    ['GET', /^\/posts\/([^/]+)$/, (id) => found(store.posts.get(id))],
    ['PUT', /^\/posts\/([^/]+)(?:\/patch)?$/, change],
    ['DELETE', /^\/posts\/([^/]+)$/, withdraw],
    ['POST', /^\/reactions$/, (_, body) => [201, body]],
    ['DELETE', /^\/users\/[^/]+\/posts\/[^/]+\/reactions\/[^/]+$/, () => OK],
    ['GET', /^\/commands/, () => [200, []]],
  ];

  return ({ method, path, body }, caller) => {
    if (method === 'POST' && path === '/channels/direct') {
      const person = (body as string[]).find((id) => id !== store.bot.id) ?? '';
      return [201, store.directWith({ id: person })];
    }
    for (const [its, pattern, answer] of routes) {
      const match = its === method ? pattern.exec(path) : null;
      if (match) return answer(match[1] ?? '', (body ?? {}) as Fields, caller);
    }
    return [404, { message: `this server has no ${method} ${path}` }];
  };
}
