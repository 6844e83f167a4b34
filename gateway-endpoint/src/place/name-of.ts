import { type Actor, type Editor, LIMITS, type Message, type Via } from '@rocketchat-openclaw/shared';
import { label } from './label.ts';
import { writeId } from './target.ts';

/*
 * People in a prompt. A display name is whatever its owner likes; a username belongs to one account. So the username
 * stands in parentheses, which no name can hold: `Alice Adams (@mallory)` is Mallory.
 */

type Person = Pick<Actor, 'id' | 'username' | 'name'> & { readonly via?: Via | undefined };

/** `Alice Adams (@alice)`, or `irc-dan (via Matterbridge)` for what nobody typed in a client. */
export function nameOf(person: Person): string {
  return named(person, undefined);
}

/** `@alice`: for sentences. */
export function handleOf(person: Person): string {
  return person.via ? nameOf(person) : handle(person);
}

/**
 * The speaker of a message of the past. Only the bot is `(you)`, and not for messages that somebody else posted in its
 * name.
 */
export function speakerOf(
  actor: Person,
  { editedBy }: Pick<Message, 'editedBy'>,
  bot: { readonly id: string },
): string {
  if (editedBy) return named(actor, editedBy);
  return actor.id === bot.id ? `${bare(actor.username) || 'bot'} (you)` : nameOf(actor);
}

function named(person: Person, editor: Editor | undefined): string {
  const { via, name } = person;
  const marks = [via ? viaWords(via) : handle(person), ...(editor ? [`edited by ${editorWords(editor)}`] : [])];
  const shown = nameAlone(name);
  if (via) return `${shown || 'somebody'} (${marks.join(', ')})`;
  if (editor) return `${shown || bare(person.username) || 'somebody'} (${marks.join(', ')})`;
  return shown === '' || shown === person.username ? handle(person) : `${shown} (${handle(person)})`;
}

function viaWords({ kind, username, name }: Via): string {
  const account = username === '' ? '' : `@${bare(username)}`;
  if (kind === 'alias') return `via ${aliasWords(username, account, name ?? '')}`;
  return account ? `via ${kind} as ${account}` : `via ${kind}`;
}

/**
 * `Matterbridge`, the display name, alone if it is the username in other capitals: no two accounts differ in these only.
 * Any other name might be somebody else's, so that the username stands beside it: `IRC bridge, @relay`.
 */
function aliasWords(username: string, account: string, name: string): string {
  // A comma separates our own marks.
  const shown = nameAlone(name.normalize('NFKC').replace(/,+/g, ' '));
  if (account === '') return 'an alias';
  if (shown === '') return account;
  return shown.toLowerCase() === username.toLowerCase() ? shown : `${shown}, ${account}`;
}

const editorWords = (editor: Editor): string => (editor.id === 'unknown' ? 'somebody else' : handle(editor));

/** If a username cannot be written as it is, the id identifies the person. */
function handle({ id, username }: Pick<Person, 'id' | 'username'>): string {
  const clean = bare(username);
  if (clean === '') return `user ${label(writeId(id), 2 * LIMITS.idChars)}`;
  return clean === username.replace(/^@/, '')
    ? `@${clean}`
    : `@${clean}, user ${label(writeId(id), 2 * LIMITS.idChars)}`;
}

/** Federated usernames bring their `@` along. */
function bare(username: string): string {
  return label(username.replace(/^@/, '')).replace(/[^\p{L}\p{M}\p{N}._:+@-]/gu, '_');
}

/** A display name without the characters of our own marks. */
function nameAlone(name: string): string {
  const plain = label(name, 80).replace(/[\p{Ps}\p{Pe}\p{Pi}\p{Pf}(){}@:#"|\\]+/gu, (marks) =>
    marks.replace(/[^‘’]+/g, ' '),
  );
  return plain.replace(/ +/g, ' ').trim();
}
