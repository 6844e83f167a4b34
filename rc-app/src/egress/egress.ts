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

/** Nobody has asked the agent anything, so nobody gets a hint. */
const UNASKED: readonly Staying[] = ['own-message', 'not-addressed'];
export const isUnasked = (why: Staying): boolean => UNASKED.includes(why);

/** A message that waits, and whose new words stay for such a reason, counts as deleted. */
const TAKEN_BACK: readonly Staying[] = ['not-addressed', 'said-while-closed'];
export const isTakenBack = (why: Staying): boolean => TAKEN_BACK.includes(why);

/** Temporary reasons: an answer to an earlier question may still be given. The other reasons also stop answers. */
const SHUT: readonly Staying[] = ['paused', 'room-not-listed', 'switched-off'];
export const isShut = (why: Staying): boolean => SHUT.includes(why);

export type Egress =
  | { readonly leaves: true; readonly why: Leaving }
  | { readonly leaves: false; readonly why: Staying };

export const stays = (why: Staying): Egress => ({ leaves: false, why });
export const leaves = (why: Leaving): Egress => ({ leaves: true, why });
