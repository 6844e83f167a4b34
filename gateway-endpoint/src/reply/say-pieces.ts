import type { Block } from '@rocketchat-openclaw/shared';
import { AppCallError, type AppClient } from '../app-client/client.ts';
import type { Card } from '../interactions/card.ts';
import type { Issue } from '../interactions/cards.ts';
import type { Controls } from '../interactions/controls.ts';
import { diskFaultOf } from '../store/disk-fault.ts';
import { halvesOf } from '../text/halve.ts';
import type { Writing } from '../text/text.ts';
import type { Placement } from './placement.ts';

/**
 * Posts the pieces of a text in their order.
 *
 * @param below the card of the last piece
 * @throws AppCallError
 */
export type SayPieces = (
  pieces: readonly string[],
  keyOfPiece: (index: number) => string,
  below?: Card,
) => Promise<void>;

interface Needs {
  readonly client: AppClient;
  readonly placement: Placement;
  readonly writing: Writing;
  /** Gives cards their blocks. */
  readonly controls: Controls | undefined;
  readonly signal: AbortSignal | undefined;
  readonly sent: (messageId: string) => void;
}

/**
 * Retries for half a minute, in which a crashed workspace is back. OpenClaw's queue would retry, too, but it drops an
 * answer when another turn has begun in the session, and the room's next question may be here already.
 */
const ATTEMPTS = 6;

export function openSayPieces({ client, placement, writing, controls, signal, sent }: Needs): SayPieces {
  async function sayOne(key: string, text: string, below: Card | undefined): Promise<void> {
    try {
      const { messageId } = await placement.within((place) => {
        const { roomId, threadId } = place;
        const blocks = below && blocksOf({ key, roomId, threadId, text, card: below, writing }, controls);
        const post = { v: 1 as const, command: 'post' as const, key, ...place, text, ...(blocks && { blocks }) };
        return client.call(post, { signal, attempts: ATTEMPTS });
      });
      if (below) controls?.posted(key, messageId);
      sent(messageId);
    } catch (error) {
      // The server's limit was not known, or was lowered since the first attempt.
      const halves = isTooLong(error) ? halvesOf(text, writing.chunkMode) : [];
      if (halves.length === 0) throw error;
      await say(halves, (index) => `${key}.${index}`, below);
    }
  }

  const say: SayPieces = async (pieces, keyOfPiece, below) => {
    for (const [index, text] of pieces.entries()) {
      await sayOne(keyOfPiece(index), text, index === pieces.length - 1 ? below : undefined);
    }
  };
  return say;
}

/** @throws AppCallError where the meaning of the buttons cannot be stored: nothing was posted then */
function blocksOf(issue: Issue, controls: Controls | undefined): Block[] | undefined {
  try {
    return controls?.issue(issue);
  } catch (cause) {
    const message = `its buttons cannot be stored: ${diskFaultOf(cause) ?? String(cause)}`;
    throw new AppCallError({ code: 'not-ready', happened: 'no', retryable: true, message }, { cause });
  }
}

const isTooLong = (error: unknown): boolean => error instanceof AppCallError && error.code === 'text-too-long';
