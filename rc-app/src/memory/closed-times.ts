import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import { isListed } from '../settings/egress-settings.ts';

/** The cause of a closed time. */
export type ClosedBy = 'disabled' | 'paused' | 'switched-off' | 'banned' | 'room-not-listed';

/** A time in which nothing might leave: everywhere, in one room, or in every room that is not on a list. */
export interface ClosedTime {
  readonly id: string;
  readonly by: ClosedBy;
  readonly roomId?: string;
  readonly list?: readonly string[];
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Absent while it lasts. */
  readonly until?: number;
}

/** All closed times of this workspace, from one reading of the store. */
export interface ClosedTimes {
  readonly all: readonly ClosedTime[];
  /** The closed times that have not ended. */
  running(by: ClosedBy, roomId?: string): ClosedTime[];
  /** Is the room closed now, and why? */
  now(room: IRoom): ClosedBy | undefined;
  /** Since when, in milliseconds since 1970; of several the first. */
  since(room: IRoom): number | undefined;
  /** Was the room closed at this moment? */
  wasClosed(room: IRoom, at: number): boolean;
  /** Was the message written or edited while the room was closed? */
  wasSaidWhileClosed(room: IRoom, said: SaidAt): boolean;
}

/** When a message was said, in milliseconds since 1970, as far as the server tells. */
export interface SaidAt {
  readonly createdAt: number;
  readonly editedAt?: number | undefined;
  /** When the server last wrote it down: on its own clock, and never before the message was said. */
  readonly updatedAt?: number | undefined;
}

/** The server believes the clock of a client that is less than this wrong (sendMessage.ts). */
const BELIEVED_MS = 10_000;

export function closedTimes(all: readonly ClosedTime[]): ClosedTimes {
  const lasting = all.filter(({ until }) => until === undefined);
  return {
    all,
    running: (by, roomId) => lasting.filter((time) => time.by === by && time.roomId === roomId),
    now: (room) => lasting.find((time) => concerns(time, room))?.by,
    since(room) {
      const froms = lasting.filter((time) => concerns(time, room)).map(({ from }) => from);
      return froms.length > 0 ? Math.min(...froms) : undefined;
    },
    wasClosed: (room, at) => all.some((time) => concerns(time, room) && contains(time, at)),
    wasSaidWhileClosed: (room, said) => all.some((time) => concerns(time, room) && hasPartOf(time, said)),
  };
}

function concerns({ roomId, list }: ClosedTime, room: IRoom): boolean {
  if (roomId !== undefined) return roomId === room.id;
  // In the settings an empty list means all rooms. Here it is the intersection of two merged lists.
  return list === undefined || list.length === 0 || !isListed(room, list);
}

const contains = ({ from, until = Number.POSITIVE_INFINITY }: ClosedTime, at: number) => from <= at && at < until;

function hasPartOf(time: ClosedTime, { createdAt, editedAt, updatedAt = createdAt }: SaidAt): boolean {
  const moments = [createdAt, editedAt ?? createdAt, Math.min(createdAt, updatedAt)];
  if (moments.some((at) => contains(time, at))) return true;
  // Its client may have a clock that is slow: the server wrote it down after the room was closed.
  return createdAt >= time.from - BELIEVED_MS && createdAt < time.from && updatedAt >= time.from;
}

/** How many closed times of one kind are kept apart, unless there are too many of all kinds together. */
const MOST_OF_A_KIND = 20;
const MOST = 300;

/**
 * Closed times are never forgotten, because a history can reach any age. If there are too many, the oldest of a kind
 * are merged: an open time between them then counts as closed, never the other way round.
 *
 * @returns each new closed time with those that it replaces
 */
export function toMerge(all: readonly ClosedTime[], newId: () => string): Map<ClosedTime, readonly ClosedTime[]> {
  const kinds = new Map<string, ClosedTime[]>();
  for (const time of all.filter(({ until }) => until !== undefined)) {
    const kind = `${time.by} ${time.roomId ?? ''}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), time]);
  }
  const keep = all.length > MOST ? 0 : MOST_OF_A_KIND;
  const merged = new Map<ClosedTime, readonly ClosedTime[]>();
  for (const times of kinds.values()) {
    if (times.length <= Math.max(1, keep)) continue;
    // Half of them, so that this is not done again at once.
    const oldest = times.sort((a, b) => a.from - b.from).slice(0, times.length - Math.floor(keep / 2));
    const [first, ...rest] = oldest;
    if (first) merged.set({ ...rest.reduce(together, first), id: newId() }, oldest);
  }
  return merged;
}

function together(a: ClosedTime, b: ClosedTime): ClosedTime {
  const both = { ...a, from: Math.min(a.from, b.from), until: Math.max(a.until ?? 0, b.until ?? 0) };
  return a.list && b.list ? { ...both, list: a.list.filter((entry) => b.list?.includes(entry)) } : both;
}
