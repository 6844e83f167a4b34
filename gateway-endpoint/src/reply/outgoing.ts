import { fileKeyFor, type KeyOf, keyFor } from '../app-client/key.ts';
import type { MediaAccess } from '../files/load.ts';
import type { Card } from '../interactions/card.ts';
import type { Target } from '../place/target.ts';
import { textFor, type Writing } from '../text/text.ts';

export interface Outgoing {
  readonly to: Target;
  readonly threadId?: string | undefined;
  /** Is a reply in a thread shown in its room as well? */
  readonly alsoInRoom?: boolean | undefined;
  readonly text: string;
  /** Buttons and the like, below the last post of the text. */
  readonly card?: Card | undefined;
  /** Paths and addresses of files, in OpenClaw's spelling. They come after the text: a file is posted without one. */
  readonly media?: readonly string[] | undefined;
  /** The files of the host that may be read for them. */
  readonly mediaAccess?: MediaAccess | undefined;
  /** Usernames that the text may ping; none by default. */
  readonly allow?: readonly string[] | undefined;
  readonly keyOf: KeyOf;
  /** The event that is answered, if `keyOf` does not name it. */
  readonly answers?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** All that a message says, card included. */
export function textsOf({ text, card }: Outgoing): string {
  const below = card?.parts.flatMap((part) => ('text' in part ? [part.text] : [])) ?? [];
  return [text, ...below].join('\n\n');
}

/** Its text, cut into posts. */
export function piecesOf({ text, allow }: Pick<Outgoing, 'text' | 'allow'>, how: Writing): string[] {
  return textFor(text, { ...how, allow });
}

/** The keys of its posts, in their order. */
export function keysOf(message: Outgoing, how: Writing): string[] {
  const { keyOf, media = [] } = message;
  const said = piecesOf(message, how).map((_piece, index) => keyFor(keyOf, index));
  return [...said, ...media.map((_source, index) => fileKeyFor(keyOf, index))];
}
