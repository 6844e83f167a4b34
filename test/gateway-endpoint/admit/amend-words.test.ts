import type { EventOf } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import type { Admitted } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { amend, type Change, isChange, isGone, joinedIn, wordsIn } from '../../../gateway-endpoint/src/admit/amend.ts';
import { aFile, aMessage, anEdit, EDITOR, WEBHOOK } from '../event.ts';
import { BOT } from '../fake-app.ts';

const AT = 1_000;
const message = aMessage({ at: AT, text: 'A', files: [aFile()], attachments: [{ kind: 'quotation', text: 'quoted' }] });
const edited = anEdit({ at: AT, text: 'B' });
const { room, actor } = message;
const deletion: EventOf<'message.deleted'> = {
  ...{ type: 'message.deleted', id: 'deleted:M1', at: AT, room, actor },
  message: { id: 'M1', authorId: actor.id },
};
const reaction = { ...deletion, type: 'reaction.added', emoji: ':+1:' } as unknown as Admitted['event'];
const someone = { ...actor, ...EDITOR };
const waiting = (event: Admitted['event'] = message, more: Partial<Admitted> = {}): Admitted => ({
  ...{ event, bot: BOT },
  ...more,
});
/** The same event, sent again with these fields of its message. */
const again = (more: Partial<typeof message.message>, event: Partial<typeof message> = {}): Change => ({
  ...message,
  ...event,
  message: { ...message.message, text: 'again', ...more },
});

describe('a waiting message has the last words of its author', () => {
  test.each<[string, Admitted, Change, Admitted['event']]>([
    ['after an edit', waiting(), edited, { ...message, message: edited.message }],
    [
      'after an edit of an edit',
      waiting(edited),
      anEdit({ at: AT, edit: 2, text: 'C' }),
      { ...edited, message: anEdit({ at: AT, edit: 2, text: 'C' }).message },
    ],
    ['sent again with a later wording', waiting(), again({ editedAt: AT + 1 }), again({ editedAt: AT + 1 })],
  ])('%s, and nothing is left to do', (_what, item, change, event) => {
    expect(amend(item, change)).toEqual({ item: { ...item, event }, isWhole: true });
  });

  test.each<[string, Change]>([
    ['an older edit', anEdit({ at: AT - 1, edit: 0 })],
    ['the same edit', edited],
  ])('and %s leaves them, with nothing left to do', (_what, change) => {
    const item = waiting({ ...message, message: edited.message }, { takenBack: true });
    expect(amend(item, change)).toEqual({ item, isWhole: true });
  });

  test('and an edit after a deletion brings them back', () => {
    expect(amend(waiting(message, { takenBack: true }), edited)?.item).toEqual(
      waiting({ ...message, message: edited.message }),
    );
  });

  test.each<[string, Admitted, Change]>([
    ['of the same time', waiting(), again({})],
    ['of an earlier time', waiting({ ...message, message: edited.message }), again({})],
    ['as another event', waiting(), again({ editedAt: AT + 1 }, { id: 'message.sent:other' })],
    ['by another person', waiting(), again({ editedAt: AT + 1 }, { actor: someone })],
    ['with words of an editor', waiting(), again({ editedAt: AT + 1, editedBy: EDITOR })],
    ['over an edit, which names who has edited', waiting(edited), again({ editedAt: AT + 9 }, { id: edited.id })],
  ])('and not those of a message that is sent again %s', (_what, item, change) => {
    expect(amend(item, change)).toBeUndefined();
  });
});

describe('a waiting message is taken back by a deletion', () => {
  const { attachments: _quoted, ...words } = message.message;

  test('without words, files and quotations, and nothing is left to do', () => {
    const event = { ...message, message: { ...words, text: '', files: [] } };
    expect(amend(waiting(), deletion)).toEqual({ item: waiting(event, { takenBack: true }), isWhole: true });
  });

  test('and of an edit: the message may have been known before, so the deletion is an event of its own', () => {
    const event = { ...edited, message: { ...edited.message, text: '', files: [] } };
    expect(amend(waiting(edited), deletion)).toEqual({ item: waiting(event, { takenBack: true }), isWhole: false });
  });
});

describe('words that somebody else has changed are not those of the author', () => {
  const by = (more: Partial<typeof edited>): Change => ({ ...edited, ...more });
  const editors: [string, Change][] = [
    ['another person', by({ actor: someone })],
    ['another person, who is said to be the author', by({ actor: someone, authorId: someone.id })],
    ['the author, of what another event says is of somebody else', by({ authorId: someone.id })],
    ['an integration in the name of the author', by({ actor: WEBHOOK, authorId: WEBHOOK.id })],
  ];

  test.each(editors)('changed by %s', (_who, change) => {
    const amended = amend(waiting(), change);
    expect(amended?.isWhole).toBe(false);
    expect(amended?.item.event).toMatchObject({ actor, message: { text: '', files: [aFile()], editedAt: AT + 1 } });
    expect(JSON.stringify(amended)).not.toContain('quoted');
    expect(amended && isGone(amended.item)).toBe(true);
  });

  test('and it says who has changed them', () => {
    const named = amend(waiting(), { ...edited, message: { ...edited.message, editedBy: EDITOR } });
    const unnamed = amend(waiting(), by({ actor: someone }));
    expect([named, unnamed].map((each) => each?.item.event)).toMatchObject(
      Array(2).fill({ message: { editedBy: EDITOR } }),
    );
    expect(JSON.stringify(unnamed)).toContain(JSON.stringify({ editedBy: EDITOR }).slice(1, -1));
  });

  test('also where the edit does not say when: then it counts as old as the message, and changes nothing', () => {
    const { editedAt: _when, ...undated } = edited.message;
    expect(amend(waiting(), by({ actor: someone, message: undated }))).toBeUndefined();
    const later = amend(waiting(), by({ actor: someone, message: { ...undated, createdAt: AT + 1 } }));
    expect(later?.item.event).toMatchObject({ message: { editedAt: AT } });
  });

  test('and an edit that waits is taken back by them', () => {
    const change = { ...anEdit({ at: AT, edit: 2 }), actor: someone };
    expect(amend(waiting(edited), change)).toMatchObject({
      item: { takenBack: true, event: { message: { text: '' } } },
      isWhole: false,
    });
  });

  test('but an older change of theirs is over', () => {
    const late = { ...anEdit({ at: AT, edit: 2 }), actor: someone };
    expect(amend(waiting(anEdit({ at: AT, edit: 2 })), late)).toBeUndefined();
  });
});

describe('a change is about its own message only', () => {
  test.each<[string, Admitted['event'], Change]>([
    ['another message', message, anEdit({ id: 'M2', at: AT })],
    ['a message of another room', message, { ...edited, room: { ...room, id: 'Room2' } }],
    ['a reaction to it', reaction, edited],
    ['its deletion', deletion, edited],
  ])('and not about %s', (_what, event, change) => expect(amend(waiting(event), change)).toBeUndefined());
});

describe('a message that others have joined', () => {
  const [second, third] = [aMessage({ id: 'M2', at: AT, text: 'C' }), anEdit({ id: 'M3', at: AT, text: 'D' })];
  const item = waiting(message, { joined: [reaction, second, third] });
  const better = anEdit({ id: 'M2', at: AT, text: 'better' });

  test('has their last words as well, in their order', () => {
    const joined = [reaction, { ...second, message: better.message }, third];
    expect(amend(item, better)).toEqual({ item: { ...item, joined }, isWhole: true });
  });

  test.each<[string, Change, boolean]>([
    ['is deleted', { ...deletion, message: { id: 'M2', authorId: actor.id } }, true],
    ['was edited by somebody else', { ...better, actor: someone }, false],
  ])('loses one that %s', (_what, change, isWhole) => {
    expect(amend(item, change)).toEqual({ item: { ...item, joined: [reaction, third] }, isWhole });
  });

  test('stays as it is after a change of a message that has not joined it, or that is no longer new', () => {
    expect(amend(item, anEdit({ id: 'M4', at: AT }))).toBeUndefined();
    expect(amend(item, second)).toBeUndefined();
  });

  test('is known by all of these messages', () => {
    expect([wordsIn(item), wordsIn(waiting(edited)), wordsIn(waiting(deletion))]).toEqual(['M1', 'M1', undefined]);
    expect([joinedIn(item), joinedIn(waiting())]).toEqual([['M2', 'M3'], []]);
  });
});

test('an event is a change of a message if it has its words, or ends it', () => {
  expect([message, edited, deletion, reaction].map(isChange)).toEqual([true, true, true, false]);
});

test('the words of the author are gone if it was deleted or somebody else has edited it', () => {
  const byEditor = aMessage({ editedBy: EDITOR });
  const gone = [waiting(), waiting(reaction), waiting(message, { takenBack: true }), waiting(byEditor)].map(isGone);
  expect(gone).toEqual([false, false, true, true]);
});
