import { openNews } from '../../rc-app/src/outbox/news.ts';
import type { Outbox } from '../../rc-app/src/outbox/outbox.ts';

/** An outbox that keeps nothing: `put` says what becomes of each event. */
export const anOutbox = (put: Outbox['put']): Pick<Outbox, 'news' | 'put' | 'decide' | 'retract'> => ({
  news: openNews(),
  decide: (decision) => decision,
  retract: () => {},
  put,
});
