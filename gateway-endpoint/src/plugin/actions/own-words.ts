import type { ReplyPayload } from 'openclaw/plugin-sdk/reply-payload';
import { CHANNEL_ID } from '../../config/channel-id.ts';

/** Payload data that only OpenClaw may set: a request for approval, its end, a question. */
const HOSTS = new Set<string>(['execApproval', 'askUser', CHANNEL_ID]);

/**
 * A payload of the `message` tool without the data that only OpenClaw may set. A model may fill in data as well: the
 * end of an approval would take the buttons from the one that waits, and its own controls would answer a question.
 *
 * @returns null if there is only text and files, whose data OpenClaw drops
 */
export function ownWords(payload: ReplyPayload): ReplyPayload | null {
  if (!payload.presentation) return null;
  const { channelData, ...rest } = payload;
  const left = Object.entries(channelData ?? {}).filter(([key]) => !HOSTS.has(key));
  return left.length > 0 ? { ...rest, channelData: Object.fromEntries(left) } : rest;
}
