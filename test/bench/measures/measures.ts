import type { Row } from '../report/row.ts';
import type { Stage } from '../stage.ts';
import { measureBacklog } from './backlog.ts';
import { measureBurst } from './burst.ts';
import { measureFirstWords } from './first-words.ts';
import { measureHandOver } from './hand-over.ts';
import { measureMemory } from './memory.ts';
import { measureNotOurs } from './not-ours.ts';
import { measurePolling } from './polling.ts';
import { measureSyncs } from './syncs.ts';
import { measureTurns } from './turns.ts';

export type Measure = (stage: Stage) => Promise<Row[]>;

/** In the order in which they run and are printed. */
export const MEASURES: Readonly<Record<string, Measure>> = {
  turns: measureTurns,
  'first-words': measureFirstWords,
  'hand-over': measureHandOver,
  backlog: measureBacklog,
  syncs: measureSyncs,
  'not-ours': measureNotOurs,
  burst: measureBurst,
  polling: measurePolling,
  memory: measureMemory,
};
