import { Event } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { heardClick } from '../../../rc-app/src/capture/click.ts';
import { heardForm, valuesOf } from '../../../rc-app/src/capture/form.ts';
import { aMessage, aRoom, aUser, BOT } from '../server-objects.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const nonce = new Uint8Array([1, 171]);
type Click = Parameters<typeof heardClick>[0];
const clicked = (change: Partial<Click> = {}) =>
  heardClick({ user: aUser(), message: aMessage(), actionId: 'yes', triggerId: 'T1', value: '1', ...change }, nonce);
const write = (change?: Partial<Click>) => clicked(change)?.write(BOT, NOW);

describe('a click', () => {
  test('is an event of the contract, without anybody’s e-mail address', () => {
    const event = write();
    expect(Event.parse(event)).toEqual(event);
    expect(event).toMatchObject({
      type: 'action.clicked',
      id: 'action.clicked:Uq8sDf4GhJk2LzXcV:T1',
      at: NOW,
      room: { id: 'GENERAL' },
      message: { id: 'Wm3kLq9ZtYb5Rc7Np', authorId: 'Uq8sDf4GhJk2LzXcV' },
      actionId: 'yes',
      value: '1',
      triggerId: 'T1',
    });
    expect(JSON.stringify(event)).not.toContain('@example.com');
  });

  test.each<[string, Partial<Click>, object]>([
    ['no trigger', { triggerId: '' }, { id: 'action.clicked:Uq8sDf4GhJk2LzXcV:01ab' }],
    ['a trigger that is no id', { triggerId: 'a b' }, { id: 'action.clicked:Uq8sDf4GhJk2LzXcV:01ab' }],
    ['a long value', { value: 'x'.repeat(30_000) }, { value: 'x'.repeat(20_000) }],
  ])('with %s is one too', (_, change, expected) => {
    const event = write(change);
    expect(Event.safeParse(event).success).toBe(true);
    expect(event).toMatchObject(expected);
  });

  test.each<[string, Partial<Click>]>([
    ['in no message', { message: undefined as never }],
    ['of nothing that has an id', { actionId: 'a b' }],
  ])('%s is none', (_, change) => {
    expect(clicked(change)).toBeUndefined();
  });

  test('of an unheard-of kind of room is not written', () => {
    expect(write({ message: aMessage({ room: aRoom({ type: 'x' }) }) })).toBeUndefined();
  });
});

describe('a form', () => {
  const view = { id: 'v1', state: { input: { reason: 'because' } } } as never;

  test('is the same event each time it is sent', () => {
    const sent = ['T1', 'T2'].map((triggerId) =>
      heardForm({ user: aUser(), view, triggerId }, aRoom()).write(BOT, NOW),
    );
    for (const event of sent) expect(Event.parse(event)).toEqual(event);
    expect(sent).toMatchObject([
      { id: 'view.submitted:Uq8sDf4GhJk2LzXcV:v1', values: { reason: 'because' }, triggerId: 'T1' },
      { id: 'view.submitted:Uq8sDf4GhJk2LzXcV:v1', values: { reason: 'because' }, triggerId: 'T2' },
    ]);
  });

  test.each<[object | undefined, Record<string, string>]>([
    [undefined, {}],
    [{}, {}],
    [
      { a: { x: '1' }, b: { y: '2' } },
      { x: '1', y: '2' },
    ],
    [{ a: { x: 1, y: null, z: ['1'], ok: '' } }, { ok: '' }],
    [{ a: { 'no id': '1' } }, {}],
    [{ a: null, b: 'text', c: 7 }, {}],
    [{ a: { x: 'x'.repeat(30_000) } }, { x: `${'x'.repeat(19_964)}… (cut: 19,964 of 30,000 characters)` }],
  ])('%#: only texts under ids are read', (state, expected) => {
    expect(valuesOf(state)).toEqual(expected);
  });
});
