import type { Reading } from '../../config/reading.ts';

interface Place {
  readonly kind: 'direct' | 'channel';
  readonly isThread: boolean;
  /** The session has no turn yet. */
  readonly isNew: boolean;
}

/** How many messages a turn starts with. A room that is to give no history gives none to its new threads either. */
export function limitFor({ kind, isThread, isNew }: Place, reading: Reading): number {
  const { historyLimit, dmHistoryLimit, thread } = reading;
  if (kind === 'direct') return isThread && isNew ? thread.initialHistoryLimit : dmHistoryLimit;
  return isThread && isNew ? Math.min(thread.initialHistoryLimit, historyLimit) : historyLimit;
}
