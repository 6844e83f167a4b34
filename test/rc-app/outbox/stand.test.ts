import type { Event } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { anEntry } from '../../../rc-app/src/outbox/entry.ts';
import { endOf, isEnding, mayBeOld, restOf } from '../../../rc-app/src/outbox/stand.ts';
import { deleted, edited, joined, reacted, said } from './a-process.ts';

const waiting = (event: Event, isDelayed = true) => ({
  ...anEntry({ event, weight: 'addressed', heardAt: 0, version: 0 }, { since: 0, bornAt: 0 }, false),
  isDelayed,
});

test('only words that had to wait may be old', () => {
  const events = [said('m'), edited('m'), deleted('m'), reacted('m'), joined('m')];
  expect(events.map((event) => mayBeOld(waiting(event)))).toEqual([true, true, false, false, false]);
  expect(mayBeOld(waiting(said('m'), false))).toBe(false);
});

test('with a message goes all that waits of it, but not its deletion, and nothing of another', () => {
  const [message, edit, reaction] = [waiting(said('m')), waiting(edited('m')), waiting(reacted('m'))];
  const all = [message, waiting(said('n')), edit, waiting(deleted('m')), reaction, waiting(joined('j'))];
  expect(restOf(all, said('m'))).toEqual([message, edit, reaction]);
});

test('the end of a message waits if its own deletion does', () => {
  const rest = [waiting(said('m')), waiting(edited('m')), waiting(joined('j'))];
  expect(isEnding(rest, said('m'))).toBe(false);
  expect(isEnding([...rest, waiting(deleted('n'))], said('m'))).toBe(false);
  expect(isEnding([...rest, waiting(deleted('m'))], said('m'))).toBe(true);
});

test('the end of a message names its author and its thread, and nobody who ended it', () => {
  const event = said('m');
  const { room, actor } = event;
  const end = { type: 'message.deleted', at: 9, room, actor: { id: 'unknown', type: 'unknown', roles: [] } };
  expect(endOf(event, 9)).toMatchObject({ ...end, message: { id: 'm', authorId: actor.id } });
  const bare = { ...event, message: { ...event.message, threadId: undefined } } as unknown as typeof event;
  expect(endOf(bare, 9).message).not.toHaveProperty('threadId');
  const inThread = { ...event, message: { ...event.message, threadId: 'T1' } };
  expect(endOf(inThread, 9).message).toMatchObject({ threadId: 'T1' });
  expect(endOf({ ...edited('m'), authorId: 'Author1' }, 9).message.authorId).toBe('Author1');
});
