import type { Account } from '../../config/account.ts';
import type { Status } from '../presence/status.ts';
import type { ReplyOptions } from './stream.ts';
import type { TurnStream } from './turn-stream.ts';

/** OpenClaw's callbacks while a turn runs, and whether it posts the answer in blocks. */
export function replyOptionsOf(
  { streaming, presence }: Pick<Account, 'streaming' | 'presence'>,
  stream: Pick<TurnStream, 'replyOptions'> | undefined,
  status: Pick<Status, 'usesTool'>,
): ReplyOptions {
  const options = stream?.replyOptions ?? { disableBlockStreaming: !streaming.inBlocks };
  if (!presence.followsActivity) return options;
  return {
    ...options,
    onToolStart(tool) {
      status.usesTool(tool.name);
      return options.onToolStart?.(tool);
    },
  };
}
