import { type Command, type CommandType, LIMITS, type RefusalCode } from '@rocketchat-openclaw/shared';
import { AppCallError } from './client.ts';

/** Around what is counted below: names of members, `ok`, and what a proxy may add. */
const FRAME = 64 * 1024;
/** Names, ids and roles of one person, one room or one reaction, in letters of three bytes. */
const ENTRY = 8 * 1024;
/** The most text that one message may have, twice, for its mentions, files and what JSON escapes. */
const MESSAGE = 2 * 3 * LIMITS.textChars;
/** The longest list of the longest messages would be more than anybody wants in memory; no workspace has it. */
const MOST = 16 * 1024 * 1024;

const lists = (bytes: number, count: number) => Math.min(FRAME + count * bytes, MOST);
const inBase64 = (bytes: number) => FRAME + Math.ceil(bytes / 3) * 4;

/** The most bytes that the answer to a command may have, computed from its fields. */
export function mostBytesOf(command: Command): number {
  switch (command.command) {
    case 'history':
    case 'thread':
      return lists(MESSAGE, command.limit);
    case 'pins':
      return lists(MESSAGE, LIMITS.listItems);
    case 'findRooms':
    case 'findUsers':
    case 'members':
      return lists(ENTRY, command.limit);
    case 'reactions':
      return lists(ENTRY, LIMITS.listItems);
    case 'hello':
    case 'namesTaken':
      return lists(3 * LIMITS.nameChars, LIMITS.listItems);
    case 'readFile':
      return inBase64(command.length);
    case 'fetch':
      // A payload in a JSON string, in which each of its characters may be escaped.
      return FRAME + 6 * LIMITS.payloadBytes;
    default:
      return FRAME;
  }
}

/** As the app answers while it is not connected, byte for byte. */
const NOT_READY = JSON.stringify({ error: 'not-ready' satisfies RefusalCode });

/**
 * Does the app itself answer that it is not ready? Any other body of a refusal is somebody else's text (a proxy's page,
 * Rocket.Chat's own 404), of which the status says enough: it is not read. Never throws.
 */
export async function isNotReady(response: Response): Promise<boolean> {
  if (response.status === 503) return (await readBounded(response, FRAME, 'hello').catch(() => '')) === NOT_READY;
  response.body?.cancel().catch(() => undefined);
  return false;
}

/**
 * Reads an answer up to a limit. The signal of the request bounds its time, and ends the body as well. A compressed answer
 * counts with its full length.
 *
 * @throws AppCallError `unreadable` where it is longer, and whatever the connection throws
 */
export async function readBounded(response: Response, mostBytes: number, command: CommandType): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.byteLength;
      if (size > mostBytes) throw tooLong(command, mostBytes);
      chunks.push(next.value);
    }
  } finally {
    // Not awaited: it closes the connection of a peer that goes on sending.
    reader.cancel().catch(() => undefined);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function tooLong(command: CommandType, mostBytes: number): AppCallError {
  const message = `${command}: the answer is longer than ${mostBytes} bytes: is it the app that answers?`;
  return new AppCallError({ code: 'unreadable', happened: 'unknown', retryable: false, message });
}
