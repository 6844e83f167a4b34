import type { Channel, Post, User } from './records.ts';

export type Store = ReturnType<typeof createStore>;

const TEAM = { id: idOf('team'), name: 'bench', display_name: 'Bench', type: 'O' };

/** Users, channels and posts in memory. @param clock milliseconds since 1970 */
export function createStore(botName: string, clock: () => number) {
  const users = new Map<string, User>();
  const channels = new Map<string, Channel>();
  const posts = new Map<string, Post>();
  const bot = addUser(botName, true);

  function addUser(username: string, is_bot = false): User {
    const user = { id: idOf(`user${username}`), username, create_at: 1, update_at: 1, delete_at: 0, is_bot };
    users.set(user.id, user);
    return user;
  }

  function addChannel(name: string, type: Channel['type'] = 'O'): Channel {
    const team_id = type === 'O' ? TEAM.id : '';
    const channel: Channel = { id: idOf(`channel${name}`), type, name, display_name: name, team_id };
    channels.set(channel.id, channel);
    return channel;
  }

  /** The channel between the bot and one person. */
  function directWith({ id }: Pick<User, 'id'>): Channel {
    const name = [bot.id, id].sort().join('__');
    return channels.get(idOf(`channel${id}`)) ?? Object.assign(addChannel(id, 'D'), { name });
  }

  function addPost(user_id: string, { channel_id, message = '', root_id = '' }: NewPost): Post {
    const at = clock();
    const post: Post = {
      id: idOf(`post${posts.size}`),
      create_at: at,
      update_at: at,
      edit_at: 0,
      delete_at: 0,
      user_id,
      channel_id,
      root_id,
      message,
      type: '',
      props: {},
      file_ids: [],
    };
    posts.set(post.id, post);
    return post;
  }

  return { team: TEAM, bot, users, channels, posts, addUser, addChannel, directWith, addPost, clock };
}

export interface NewPost {
  readonly channel_id: string;
  readonly message?: string | undefined;
  readonly root_id?: string | undefined;
}

/** 26 letters and digits, the shape of Mattermost's ids. */
function idOf(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain.length >= 26 ? plain.slice(-26) : plain.padEnd(26, 'x');
}
