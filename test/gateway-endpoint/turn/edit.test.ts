import { describe, expect, test } from 'vitest';
import { type Answered, openAnswered, TURN_MEMORY_MS } from '../../../gateway-endpoint/src/admit/answered.ts';
import { asQuestion } from '../../../gateway-endpoint/src/turn/edit.ts';
import { aMessage, anEdit, EDITOR, WEBHOOK } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aStore } from '../services.ts';

/** As the dispatcher does with a question: it takes the turn, or learns that another event has it. */
function starts(answered: Answered, event: { id: string; message: { id: string; createdAt: number } }): boolean {
  const { id: messageId, createdAt: writtenAt } = event.message;
  return answered.claim({ messageId, eventId: event.id, sessionKey: 's', writtenAt });
}

const startsByEdit = (answered: Answered, event: ReturnType<typeof anEdit>) => {
  const question = asQuestion(event, BOT, answered);
  return question !== undefined && starts(answered, question);
};

const NOT_ASKED = { isTaken: () => false, isForgotten: () => false };

function reopening() {
  let store = aStore();
  return () => {
    store.close();
    store = aStore(store.path);
    return openAnswered({ store, clock: () => 5_000 });
  };
}

describe('an edit that adds a mention', () => {
  test('is a question once, over repeated edits and restarts', () => {
    const restart = reopening();
    expect(startsByEdit(restart(), anEdit({ edit: 1 }))).toBe(true);
    expect(startsByEdit(restart(), anEdit({ edit: 2 }))).toBe(false);
    expect(startsByEdit(restart(), anEdit({ edit: 3 }))).toBe(false);
  });

  test('is the same question when it is handled again after a crash', () => {
    const restart = reopening();
    expect(startsByEdit(restart(), anEdit())).toBe(true);
    expect(startsByEdit(restart(), anEdit())).toBe(true);
  });

  test('is none when the message itself was one', () => {
    const restart = reopening();
    expect(starts(restart(), aMessage())).toBe(true);
    expect(startsByEdit(restart(), anEdit())).toBe(false);
  });

  test('makes the message itself none, should that arrive later', () => {
    const restart = reopening();
    expect(startsByEdit(restart(), anEdit())).toBe(true);
    expect(starts(restart(), aMessage())).toBe(false);
  });

  test.each([
    ['without a mention', { mentioned: false }],
    ['by somebody else, who would speak in the author’s name', { authorId: 'Bob1' }],
    ['[S17] whose words are somebody else’s,', { editedBy: EDITOR }],
    ['[S17] by an editor, who would speak for them,', { actor: EDITOR, authorId: 'Alice1' }],
    ['[S18] by the account that a webhook names', { authorId: WEBHOOK.id }],
    ['by the bot', { actor: { id: BOT.id } }],
  ])('%s it is no question', (_name, told) => {
    expect(asQuestion(anEdit(told), BOT, NOT_ASKED)).toBeUndefined();
  });

  test('[L5] of a message from a time that a restored backup does not know it is no question', () => {
    const store = aStore();
    store.db.exec('INSERT INTO gaps VALUES (1000, 2000)');
    const answered = openAnswered({ store, clock: () => 5_000 });
    const isAsked = (at: number) => asQuestion(anEdit({ at }), BOT, answered) !== undefined;
    expect([999, 1_000, 2_000, 2_001].map(isAsked)).toEqual([true, false, false, true]);
  });

  test('of a message older than our memory it is no question', () => {
    const event = { ...anEdit({ at: 1_000 }), at: 1_001 + TURN_MEMORY_MS };
    expect(asQuestion(event, BOT, NOT_ASKED)).toBeUndefined();
    expect(asQuestion({ ...event, at: 1_000 + TURN_MEMORY_MS }, BOT, NOT_ASKED)).toBeDefined();
  });

  test('and is one of somebody else is no question', () => {
    const edit = anEdit();
    const message = { ...edit.message, mentions: [{ id: 'Carol1', username: 'carol' }] };
    expect(asQuestion({ ...edit, message }, BOT, NOT_ASKED)).toBeUndefined();
  });

  test('is asked with the words of the edit and answered under its own key', () => {
    const edit = anEdit({ text: '@openclaw now' });
    const question = asQuestion(edit, BOT, NOT_ASKED);
    expect(question).toEqual({
      id: edit.id,
      type: 'message.sent',
      at: edit.at,
      room: edit.room,
      actor: edit.actor,
      message: edit.message,
    });
  });
});

describe('the memory of turns', () => {
  test('knows when the last message of a session was written, beside the one at hand and those behind it', () => {
    const answered = openAnswered({ store: aStore(), clock: () => 0 });
    const turn = (messageId: string, writtenAt: number, sessionKey = 's') =>
      answered.claim({ messageId, eventId: `e${messageId}`, sessionKey, writtenAt });
    expect(answered.lastIn('s', 'e1', 999)).toBeUndefined();
    turn('1', 100);
    turn('2', 200);
    turn('3', 300, 'other');
    expect(answered.lastIn('s', 'e3', 999)).toBe(200);
    expect(answered.lastIn('s', 'e2', 999)).toBe(100);
    // It waits behind the first one.
    expect(answered.lastIn('s', 'e1', 100)).toBeUndefined();
  });

  test('forgets after its time', () => {
    let now = 0;
    const answered = openAnswered({ store: aStore(), clock: () => now });
    answered.claim({ messageId: '1', eventId: 'e1', sessionKey: 's', writtenAt: 0 });
    now = TURN_MEMORY_MS + 1;
    answered.claim({ messageId: '2', eventId: 'e2', sessionKey: 's', writtenAt: now });
    expect(answered.isTaken('1', 'other')).toBe(false);
    expect(answered.isTaken('2', 'other')).toBe(true);
  });
});
