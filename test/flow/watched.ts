import { vi } from 'vitest';
import type { MessageRecord, Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT } from './connected-workspace.ts';

/** All that people see in one room from now on, in order. */
export interface Watched {
  /** Every text that a post of the bot's has had, by post. */
  readonly texts: Map<string, string[]>;
  /** When its posts were made or edited. */
  readonly writtenAt: number[];
  /** The texts on people's devices. */
  readonly notifications: string[];
  readonly typing: boolean[];
  /** Texts of the bot's that stand in the room now, oldest first. */
  standing(): string[];
  end(): void;
}

export function watch(workspace: Workspace, roomId: string): Watched {
  const texts = new Map<string, string[]>();
  const writtenAt: number[] = [];
  const notifications: string[] = [];
  const typing: boolean[] = [];
  const since = Date.now();
  const end = workspace.stream.subscribe((event) => {
    if (!('room' in event) || event.room !== roomId) return;
    if (event.type === 'notification' && isBots(workspace.store.messages.get(event.messageId)))
      notifications.push(event.text);
    if (event.type === 'typing' && event.user === BOT) typing.push(event.on);
    if (event.type !== 'message' || !isBots(event.message)) return;
    const { _id, msg } = event.message;
    const before = texts.get(_id) ?? [];
    // A reaction tells the message again.
    if (before.at(-1) === msg) return;
    texts.set(_id, [...before, msg]);
    writtenAt.push(Date.now());
  });
  const standing = () =>
    [...workspace.store.messages.values()]
      .filter((message) => isBots(message) && message.rid === roomId && message.ts.getTime() >= since)
      .map(({ msg }) => msg);
  return { texts, writtenAt, notifications, typing, standing, end };
}

function isBots(message: MessageRecord | undefined): boolean {
  return message?.u.username === BOT;
}

/** Until these, and nothing else of the bot's, stand in the room, and it has stopped typing. */
export async function comesToStand(watched: Watched, texts: readonly string[], timeout = 60_000): Promise<void> {
  const { expect } = await import('vitest');
  await vi.waitFor(() => expect([watched.standing(), watched.typing.at(-1)]).toEqual([texts, false]), {
    timeout,
    interval: 50,
  });
}
