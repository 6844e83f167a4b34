import type { Command, CommandResult, CommandType } from '@rocketchat-openclaw/shared';
import type { AppClient } from '../../gateway-endpoint/src/app-client/client.ts';

type Answers = { readonly [T in CommandType]?: (command: Extract<Command, { command: T }>) => CommandResult<T> };

/** A workspace with scripted answers, which notes the commands. */
export function answeringClient(answers: Answers) {
  const asked: Command[] = [];
  const client = {
    async call(command: Command) {
      asked.push(command);
      const answer = answers[command.command] as ((command: Command) => unknown) | undefined;
      if (!answer) throw new Error(`nobody expects ${command.command}`);
      return answer(command);
    },
  } as AppClient;
  return { client, asked };
}
