import type { ReplyPayload } from 'openclaw/plugin-sdk/reply-payload';
import { CHANNEL_ID } from '../config/channel-id.ts';

/** What OpenClaw itself says by the data of a payload: this asks for an approval or has its end, this asks a question. */
const HOSTS = new Set<string>(['execApproval', 'askUser', CHANNEL_ID]);

/**
 * What a model sends with the `message` tool, without what only OpenClaw may say. A model may fill in the data as well: with
 * the end of an approval it would take the buttons from under the one that waits, and its own controls would answer a question.
 *
 * @returns null where there is nothing to show but text and files, whose data OpenClaw drops
 */
export function ownWords(payload: ReplyPayload): ReplyPayload | null {
  if (!payload.presentation) return null;
  const { channelData, ...rest } = payload;
  const left = Object.entries(channelData ?? {}).filter(([key]) => !HOSTS.has(key));
  return left.length > 0 ? { ...rest, channelData: Object.fromEntries(left) } : rest;
}
