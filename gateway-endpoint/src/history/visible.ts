import { type Person, type ResolveIngress, whyUnheard } from '../gate/question.ts';
import type { Past } from './recalling.ts';

/** The room that is read, and by whose rules. */
interface Reader extends Omit<Person, 'actor'> {
  readonly botId: string;
}

/**
 * `contextVisibility`: whose words the agent may read beside those of whoever addresses it. A history holds no
 * quotation, so that `allowlist_quote` means the same as `allowlist` here. What somebody has changed is theirs as well.
 */
export async function visibleTo(past: Past, { botId, ...place }: Reader, resolve: ResolveIngress): Promise<Past> {
  if (place.account.reading.contextVisibility === 'all') return past;
  const people = past.flatMap(({ actor, message: { editedBy } }) => (editedBy ? [actor, editedBy] : [actor]));
  const authors = new Map(people.map((each) => [each.id, each]));
  const heard = new Set([botId]);
  for (const actor of authors.values()) {
    if (heard.has(actor.id)) continue;
    if ((await whyUnheard({ ...place, actor }, 'system', resolve)) === undefined) heard.add(actor.id);
  }
  return past.filter(
    ({ actor, message: { editedBy } }) => heard.has(actor.id) && (!editedBy || heard.has(editedBy.id)),
  );
}
