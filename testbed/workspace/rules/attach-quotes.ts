import type { Server } from '../server.ts';
import type { MessageRecord, UserRecord } from '../store/records.ts';
import { canAccessRoom } from './access.ts';

type Attachments = NonNullable<MessageRecord['attachments']>;

/**
 * BeforeSaveJumpToMessage: each link of the text to a message of this server that its sender may read becomes an attachment
 * with that message, in the place of one that the client has sent for the same link. Others that the client sends stay.
 */
export function attachQuotes(
  server: Server,
  user: Pick<UserRecord, '_id'>,
  urls: readonly { url: string }[],
  given: Attachments = [],
): Attachments {
  let attachments = given;
  for (const { url } of urls) {
    if (!url.includes(server.settings.Site_Url)) continue;
    const quoted = server.store.messages.get(URL.parse(url)?.searchParams.get('msg') ?? '');
    const room = quoted && server.store.rooms.get(quoted.rid);
    const reader = server.store.users.get(user._id);
    if (!quoted || !room || !reader || !canAccessRoom(server, room, reader)) continue;
    attachments = [...attachments.filter((each) => each['message_link'] !== url), quoteOf(quoted, url)];
  }
  return attachments;
}

/** createQuoteAttachment, with Message_QuoteChainLimit at its default of 2: what a quotation quotes is the end. */
function quoteOf({ msg, alias, u, attachments = [], ts }: MessageRecord, link: string): Record<string, unknown> {
  const within = attachments.map(({ attachments: _deeper, ...each }) => each);
  return {
    text: msg,
    message_link: link,
    author_name: alias || u.username,
    author_icon: `/avatar/${u.username}`,
    attachments: within,
    ts,
  };
}
