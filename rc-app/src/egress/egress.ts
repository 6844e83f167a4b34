import type { CannotPost } from './cannot-post.ts';

/** The reasons for which something may leave the workspace. */
export type Leaving =
  | 'direct'
  | 'mention'
  | 'thread'
  | 'quotation'
  | 'reaction'
  | 'own-deleted'
  | 'membership'
  | 'command'
  | 'click'
  | 'form'
  | 'onchar'
  | 'mention-all'
  | 'room';

/** The reasons for which something stays. Each is in the app's log; docs/silence.md has those that people meet. */
export type Staying =
  | 'disabled'
  | 'group-direct'
  | 'paused'
  | 'banned'
  | 'said-while-closed'
  | 'own-message'
  | 'livechat'
  | 'encrypted'
  | 'foreign-direct'
  | 'not-addressed'
  | 'room-not-listed'
  | 'switched-off'
  | 'not-a-member'
  | CannotPost;

export type Egress =
  | { readonly leaves: true; readonly why: Leaving }
  | { readonly leaves: false; readonly why: Staying };

export const stays = (why: Staying): Egress => ({ leaves: false, why });
export const leaves = (why: Leaving): Egress => ({ leaves: true, why });
