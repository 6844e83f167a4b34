import {
  CommandAnswer,
  type CommandType,
  printable,
  REFUSALS,
  readJson,
  type resultSchema,
} from '@rocketchat-openclaw/shared';
import { AppCallError } from './client.ts';

/**
 * The app's 200 → the result of the command.
 *
 * @throws AppCallError where the app refused the command, or where what came back is not an answer of ours
 */
export function readAnswer(text: string, result: ReturnType<typeof resultSchema<CommandType>>, command: CommandType) {
  const answer = parse(text, command);
  if (answer.ok) {
    const parsed = result.safeParse(answer.result);
    if (parsed.success) return parsed.data;
    throw unreadable(command, parsed.error);
  }
  const { code, message, reason } = answer.error;
  throw new AppCallError({
    code,
    reason,
    happened: code === 'outcome-unknown' ? 'unknown' : 'no',
    retryable: REFUSALS[code].retry === 'later',
    message: `${command}: ${code}: ${message}`,
  });
}

function parse(text: string, command: CommandType): CommandAnswer {
  try {
    return readJson(CommandAnswer, text, 'a command answer');
  } catch (cause) {
    throw unreadable(command, cause);
  }
}

function unreadable(command: CommandType, cause: unknown): AppCallError {
  const message = `${command}: the answer is not ours: do both halves have the same version, is there a proxy between?`;
  return new AppCallError(
    { code: 'unreadable', happened: 'unknown', retryable: false, message },
    { cause: inShort(cause) },
  );
}

/** OpenClaw writes causes into its logs as well, and a schema's error repeats whatever the fields are called. */
const inShort = (cause: unknown): Error => new Error(printable(String(cause), CAUSE_CHARS));

const CAUSE_CHARS = 500;
