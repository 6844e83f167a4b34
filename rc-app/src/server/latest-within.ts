import { LIMITS } from '@rocketchat-openclaw/shared';

/** The last messages, as many as fit into one answer: a page of long messages would be several megabytes. */
export function latestWithin<T>(oldestFirst: readonly T[], bytes: number = LIMITS.answerBytes): T[] {
  let left = bytes;
  let first = oldestFirst.length;
  for (; first > 0; first--) {
    left -= Buffer.byteLength(JSON.stringify(oldestFirst[first - 1]));
    if (left < 0) break;
  }
  return oldestFirst.slice(first);
}
