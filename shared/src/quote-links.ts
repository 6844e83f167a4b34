/** Clients quote by an empty link to the message, before the text: `[ ](https://chat.example/channel/general?msg=<id>) so?` */
const QUOTE_LINK = /\[ ?\]\((https?:\/\/[^\s()]{1,2000})\)[ \t]*\n?/g;

/** The ids of the messages that are quoted in a text. */
export function quotedIn(text: string): string[] {
  return [...text.matchAll(QUOTE_LINK)].flatMap(([, link = '']) => messageIdIn(link) ?? []);
}

/** The text without the links by which it quotes, which nobody sees in a client. */
export function withoutQuoteLinks(text: string): string {
  return text.replace(QUOTE_LINK, (all, link: string) => (messageIdIn(link) === undefined ? all : ''));
}

/** The message that a link leads to. */
export function messageIdIn(link: string): string | undefined {
  return /[?&]msg=([\w-]+)/.exec(link)?.[1];
}
