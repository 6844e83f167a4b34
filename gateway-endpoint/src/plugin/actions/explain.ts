import { AppCallError } from '../../app-client/client.ts';
import { isRefusal, sentenceOf } from '../../app-client/refused-room.ts';

/**
 * The error of an action for the model: what happened and what can be done. If the app refused, it is the app's own
 * sentence, which names only ids that the model has given.
 */
export function explain(error: unknown, action: string): unknown {
  if (!(error instanceof AppCallError)) return error;
  // Without its cause, because OpenClaw would show it, with ids and codes.
  if (isRefusal(error)) return new Error(sentenceOf(error));
  return new Error(`${action} failed: ${sentenceFor(error)}`);
}

function sentenceFor({ code, message, happened, isAnswered, retryable }: AppCallError): string {
  switch (code) {
    case 'not-own-message':
      return 'that message is somebody else’s, and you can change only messages that you have posted yourself.';
    case 'message-not-found':
      return 'there is no such message in this conversation. `read` shows the ids of its messages.';
    case 'not-a-member':
      return whyUnreadable(message) ?? `you are not in that room, or may not read it. ${cureIn(message)}`;
    case 'unsupported-command':
      return 'Rocket.Chat lets no app pin messages, nor list the pins. Ask a person in the room.';
    case 'refused-by-server':
      return `the Rocket.Chat server refused it: ${message.replace(/^.*refused-by-server: /, '')}`;
    default:
      if (happened === 'unknown') {
        return 'the workspace did not say whether it happened. Look with `read` before you try again.';
      }
      if (isAnswered && !retryable) return message.replace(/^\w+: [\w-]+: /, '');
      return 'the workspace cannot be reached right now. Try again later.';
  }
}

/** The app names the reason, and the person who can change it. */
function whyUnreadable(message: string): string | undefined {
  const why = /may not be read: (.+)$/.exec(message)?.[1];
  return why && `you may not read there: ${why}.`;
}

/** If an invitation would help, the app says how. */
function cureIn(message: string): string {
  const cure = /invite @\S+ into this room with \/invite @\S+/.exec(message)?.[0];
  return cure ? `Somebody in the room can change that: ${cure}` : 'An admin of the workspace decides that.';
}
