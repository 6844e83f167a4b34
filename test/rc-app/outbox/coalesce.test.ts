import type { Event, EventOf } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { coalesce, heavier, isAbout } from '../../../rc-app/src/outbox/coalesce.ts';
import { anEntry, type Entry } from '../../../rc-app/src/outbox/entry.ts';
import type { Weight } from '../../../rc-app/src/outbox/row.ts';
import { deleted, edited, joined, reacted, said } from './a-process.ts';

type Marks = Partial<Pick<Entry, 'isUnderWay' | 'isAttempted' | 'isOnlyNow'>>;

function waiting(event: Event, marks: Marks = {}): Entry {
  const entry = anEntry({ event, weight: 'addressed', heardAt: 0, version: 0 }, { since: 0, bornAt: 0 }, false);
  return { ...entry, ...marks };
}

const CAROL = { id: 'Carol1', username: 'carol', name: 'Carol' };
const edit = (at: number, text = 'edited') => edited('m', { at, text });
const carols = (at: number): EventOf<'message.updated'> => {
  const event = edit(at, 'hers');
  return { ...event, actor: { ...event.actor, ...CAROL } };
};

test.each([
  ['a message', said('m2')],
  ['a reaction', reacted('m', { at: 9 })],
  ['that the bot was brought into a room', joined('m3')],
])('%s changes nothing that waits', (_, event) => {
  expect(coalesce([waiting(said('m'))], event)).toEqual({ does: 'nothing' });
});

describe('an edit', () => {
  test('of its author’s becomes the wording of the message, and earlier edits need not be sent', () => {
    const [message, earlier] = [waiting(said('m')), waiting(edit(3))];
    const change = coalesce([message, earlier], edit(4, 'now'));
    expect(change).toMatchObject({ does: 'change', event: { type: 'message.sent', message: { text: 'now' } } });
    expect(change).toMatchObject({ entry: message, moot: [earlier] });
  });

  test.each<[string, Marks]>([
    ['is on its way', { isUnderWay: true }],
    ['somebody waits for', { isOnlyNow: true }],
  ])('changes nothing that %s', (_, marks) => {
    expect(coalesce([waiting(said('m'), marks)], edit(4))).toEqual({ does: 'nothing' });
  });

  test('changes no other message', () => {
    expect(coalesce([waiting(said('other')), waiting(edited('other', { at: 1 }))], edit(4))).toEqual({
      does: 'nothing',
    });
  });

  test('takes the place of earlier edits, and of those of the same millisecond, not of later ones', () => {
    const [earlier, same, later] = [edit(3), { ...edit(4), id: 'another' }, edit(5)].map((each) => waiting(each));
    const all = [earlier, same, later].flatMap((each) => each ?? []);
    expect(coalesce(all, edit(4))).toEqual({ does: 'replace', moot: [earlier, same], message: undefined });
  });

  test('does not take the place of itself, heard of twice', () => {
    expect(coalesce([waiting(edit(4))], edit(4))).toEqual({ does: 'nothing' });
  });

  test('leaves the reactions to the message where they are', () => {
    const [message, reaction] = [waiting(said('m')), waiting(reacted('m', { at: 2 }))];
    expect(coalesce([message, reaction], edit(4))).toMatchObject({ does: 'change', moot: [] });
  });
});

describe('[S17] an edit by somebody else', () => {
  test('takes the text out of the message, and says who has edited it and when', () => {
    const event = { ...carols(4), message: { ...carols(4).message, editedAt: 4 } };
    expect(coalesce([waiting(said('m', { text: 'his' }))], event)).toMatchObject({
      does: 'withhold',
      event: { actor: said('m').actor, message: { text: '', editedAt: 4, editedBy: CAROL } },
    });
  });

  test('names the editor that the server names', () => {
    const editedBy = { id: 'App1', username: 'app', name: 'App' };
    const event = { ...carols(4), message: { ...carols(4).message, editedBy } };
    expect(coalesce([waiting(said('m'))], event)).toMatchObject({ event: { message: { editedBy } } });
  });

  test('that says not when it was counts as old as the message', () => {
    const { editedAt: _, ...message } = carols(4).message;
    const change = coalesce([waiting(said('m'))], { ...carols(4), message });
    expect(change).toMatchObject({ event: { message: { editedAt: said('m').message.createdAt } } });
  });

  test('goes by itself where the gateway may have the author’s words', () => {
    expect(coalesce([waiting(said('m'), { isAttempted: true })], carols(4))).toEqual({ does: 'nothing' });
  });

  test('of a message whose account another one wrote in the name of is not the author’s', () => {
    const sent = said('m');
    const integration = { ...sent, actor: { ...sent.actor, id: 'integration:Hook1' } };
    expect(coalesce([waiting(integration)], edit(4))).toMatchObject({ does: 'withhold' });
  });
});

test('a deletion takes all of its message along: the message, its edits and what people did to it', () => {
  const [message, change, reaction] = [waiting(said('m')), waiting(edit(2)), waiting(reacted('m', { at: 3 }))];
  const all = [waiting(said('other')), message, change, reaction];
  expect(coalesce(all, deleted('m', { at: 1 }))).toEqual({
    does: 'replace',
    moot: [message, change, reaction],
    message,
  });
  expect(coalesce([change], deleted('m', { at: 3 }))).toEqual({ does: 'replace', moot: [change], message: undefined });
});

test('an event without a message is about none', () => {
  expect(isAbout(waiting(joined('m')), 'm')).toBe(false);
  expect([isAbout(waiting(said('m')), 'm'), isAbout(waiting(said('m')), 'n')]).toEqual([true, false]);
});

test.each<[Weight, Weight, Weight]>([
  ['reaction', 'context', 'context'],
  ['addressed', 'context', 'addressed'],
  ['context', 'addressed', 'addressed'],
  ['reaction', 'reaction', 'reaction'],
])('of %s and %s the heavier is %s', (a, b, heaviest) => {
  expect(heavier(a, b)).toBe(heaviest);
});
