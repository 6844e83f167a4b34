import {
  CommandAnswer,
  type CommandType,
  printable,
  REFUSALS,
  readJson,
  type resultSchema,
} from '@rocketchat-openclaw/shared';
import { COMMAND_FAULT } from '../texts/faults.ts';
import { AppCallError } from './client.ts';

/**
 * The app's 200 → the result of the command.
 *
 * @throws AppCallError if the app refused the command, or if the answer is not one of our app
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
    isAnswered: true,
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
  const message = COMMAND_FAULT.notOurs(command);
  return new AppCallError(
    { code: 'unreadable', happened: 'unknown', retryable: false, message },
    { cause: inShort(cause) },
  );
}

/** No cause: OpenClaw logs causes as well, and the error of a schema repeats the names of fields. */
const inShort = (cause: unknown): Error => new Error(printable(String(cause), CAUSE_CHARS));

const CAUSE_CHARS = 500;
