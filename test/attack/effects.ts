import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Store, Workspace } from '../../testbed/workspace/workspace.ts';
import { report } from '../promises.ts';

/** One thing that somebody tries, and must not get. */
export interface Try {
  readonly what: string;
  /** @returns the effect it had, in words; undefined where it had none */
  readonly attempt: () => Promise<string | undefined>;
}

/** A suite of attempts is worth its name from here on. */
const AT_LEAST = 60;

/** Tries all of them one after the other, tells how many had no effect, and fails where one had. */
export async function haveNoEffect(where: string, what: string, tries: readonly Try[]): Promise<void> {
  expect(tries.length).toBeGreaterThanOrEqual(AT_LEAST);
  expect(new Set(tries.map((each) => each.what)).size).toBe(tries.length);
  const effects: string[] = [];
  for (const each of tries) {
    const effect = await each.attempt();
    if (effect !== undefined) effects.push(`${each.what}: ${effect}`);
  }
  report({ where, what, tried: tries.length, held: tries.length - effects.length });
  expect(effects).toEqual([]);
}

/** Watches all that people could see of a workspace: what is stored, whispered, and shown to clients in passing. */
export function watchEverything({ store, stream, shown }: Workspace): { change(): string | undefined; stop(): void } {
  let passing = 0;
  const stop = stream.subscribe(() => passing++);
  let before = stateOf(store);
  let seen = { passing, shown: shown.length };
  return {
    /** The changes since the last call, in a word. */
    change() {
      const now = stateOf(store);
      const changed = Object.keys(now).filter((part) => now[part] !== before[part]);
      if (passing !== seen.passing) changed.push(`${passing - seen.passing} things shown to clients`);
      if (shown.length !== seen.shown) changed.push('a form opened');
      before = now;
      seen = { passing, shown: shown.length };
      return changed.length > 0 ? changed.join(', ') : undefined;
    },
    stop,
  };
}

function stateOf({ messages, rooms, uploads, ephemerals, subscriptions, users }: Store): Record<string, string> {
  const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('base64');
  return {
    messages: digest([...messages.values()]),
    rooms: digest([...rooms.values()].map(({ _id, t, name }) => [_id, t, name])),
    files: digest([...uploads.keys()]),
    whispers: digest(ephemerals),
    members: digest(subscriptions.map(({ rid, uid }) => [rid, uid])),
    people: digest([...users.values()].map(({ _id, username, roles }) => [_id, username, roles])),
  };
}
