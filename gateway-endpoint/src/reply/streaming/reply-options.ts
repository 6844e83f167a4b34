import type { Account } from '../../config/account.ts';
import type { Status } from '../signs/status.ts';
import type { ReplyOptions } from './stream.ts';
import type { TurnStream } from './turn-stream.ts';

/** What OpenClaw is to tell of a turn while it runs, and whether it posts the answer in blocks. */
export function replyOptionsOf(
  { streaming, signs }: Pick<Account, 'streaming' | 'signs'>,
  stream: Pick<TurnStream, 'replyOptions'> | undefined,
  status: Pick<Status, 'usesTool'>,
): ReplyOptions {
  const options = stream?.replyOptions ?? { disableBlockStreaming: !streaming.inBlocks };
  if (!signs.followsActivity) return options;
  return {
    ...options,
    onToolStart(tool) {
      status.usesTool(tool.name);
      return options.onToolStart?.(tool);
    },
  };
}
