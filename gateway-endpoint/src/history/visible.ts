import { type ResolveIngress, whyUnheard } from '../gate/question.ts';
import type { Past, Recalling } from './recalling.ts';

/**
 * `contextVisibility`: whose words the agent may read beside those of whoever addresses it. A history holds no
 * quotation, so that `allowlist_quote` means the same as `allowlist` here.
 */
export async function visibleTo(past: Past, facts: Recalling, resolve: ResolveIngress): Promise<Past> {
  const { account, conversation, rule, cfg, event, bot } = facts;
  if (account.reading.contextVisibility === 'all') return past;
  const authors = new Map(past.map(({ actor }) => [actor.id, actor]));
  const heard = new Set([bot.id]);
  for (const actor of authors.values()) {
    if (heard.has(actor.id)) continue;
    const person = { actor, kind: conversation.kind, roomId: event.room.id, rule, account, cfg };
    if ((await whyUnheard(person, 'system', resolve)) === undefined) heard.add(actor.id);
  }
  return past.filter(({ actor }) => heard.has(actor.id));
}
