import type { Attachment, Editor, Message } from '@rocketchat-openclaw/shared';
import { shouldIncludeSupplementalContext } from 'openclaw/plugin-sdk/security-runtime';
import type { Reading } from '../../config/reading.ts';
import { type Person, type ResolveIngress, whyUnheard } from '../../gate/question.ts';
import type { Situation } from '../situation.ts';
import type { Past } from './recalling.ts';

/** The room that is read, and the rules for it. */
interface Reader extends Omit<Person, 'actor'> {
  readonly botId: string;
}

type Speaker = Person['actor'];

/** The agent as a reader of a room, for an event of that room. */
export function readerIn({ account, cfg, rule, conversation }: Situation, roomId: string, botId: string): Reader {
  return { account, cfg, rule, kind: conversation.kind, roomId, botId };
}

/**
 * `contextVisibility`: the people whose messages the agent may read beside the person who addresses it. An edited
 * message also counts as the editor's.
 */
export async function visibleTo(past: Past, reader: Reader, resolve: ResolveIngress): Promise<Past> {
  const { contextVisibility: mode } = reader.account.reading;
  if (mode === 'all') return past;
  const people = past.flatMap(({ actor, message }) => [...wordsBy(actor, message.editedBy), ...peopleIn(message)]);
  const heard = await heardAmong(people, reader, resolve);
  return past
    .filter(({ actor, message }) => areHeard(wordsBy(actor, message.editedBy), heard, mode, 'history'))
    .map(({ actor, message }) => ({ actor, message: withVisible(message, heard, mode, 'history') }));
}

/**
 * The same for quotations in the message that addresses the agent: with `allowlist_quote` it may read them from any
 * author.
 */
export async function withVisibleQuotations(
  message: Message,
  reader: Reader,
  resolve: ResolveIngress,
): Promise<Message> {
  const { contextVisibility: mode } = reader.account.reading;
  if (mode === 'all' || !message.attachments) return message;
  const heard = await heardAmong(peopleIn(message), reader, resolve);
  return withVisible(message, heard, mode, 'quote');
}

const wordsBy = (author: Speaker, editor: Editor | undefined): Speaker[] => (editor ? [author, editor] : [author]);

function peopleIn({ attachments = [] }: Pick<Attachment, 'attachments'>): Speaker[] {
  return attachments.flatMap((each) => [
    ...(each.author ? wordsBy(each.author, each.editedBy) : []),
    ...peopleIn(each),
  ]);
}

async function heardAmong(
  people: readonly Speaker[],
  { botId, ...place }: Reader,
  resolve: ResolveIngress,
): Promise<ReadonlySet<string>> {
  const heard = new Set([botId]);
  for (const actor of new Map(people.map((each) => [each.id, each])).values()) {
    if (heard.has(actor.id)) continue;
    if ((await whyUnheard({ ...place, actor }, 'system', resolve)) === undefined) heard.add(actor.id);
  }
  return heard;
}

function areHeard(
  people: readonly Speaker[],
  heard: ReadonlySet<string>,
  mode: Reading['contextVisibility'],
  kind: 'history' | 'quote',
): boolean {
  const senderAllowed = people.every(({ id }) => heard.has(id));
  return shouldIncludeSupplementalContext({ mode, kind, senderAllowed });
}

function withVisible<M extends Pick<Attachment, 'attachments'>>(
  message: M,
  heard: ReadonlySet<string>,
  mode: Reading['contextVisibility'],
  kind: 'history' | 'quote',
): M {
  if (!message.attachments) return message;
  const attachments = message.attachments.map((each): Attachment => {
    const isHidden = each.author && !areHeard(wordsBy(each.author, each.editedBy), heard, mode, kind);
    return isHidden ? { kind: 'withheld' } : withVisible(each, heard, mode, kind);
  });
  return { ...message, attachments };
}
