import type { IJobContext } from '@rocket.chat/apps-engine/definition/scheduler/index.js';

// The engine hands over a processor that is already bound to its app.
export type Run = (context: IJobContext) => Promise<void>;

export interface ScheduledJob {
  readonly id: string;
  /** `<processor>_<appId>`, made by the engine. */
  readonly name: string;
  readonly data: object;
  readonly interval: string | number | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** The state that Agenda keeps in Mongo, with the servers that may run a job: one of them does, each time another. */
export interface Jobs {
  readonly scheduled: Map<string, ScheduledJob>;
  /** By the name of a job: the servers that know its processor, with what runs it there. */
  readonly runners: Map<string, Map<object, Run>>;
  readonly running: Set<string>;
}

export function createJobs(): Jobs {
  return { scheduled: new Map(), runners: new Map(), running: new Set() };
}

/** The next server in turn. */
export function nextRunner({ runners }: Jobs, name: string): Run | undefined {
  const known = runners.get(name);
  const [next] = known ?? [];
  if (!known || !next) return undefined;
  const [server, run] = next;
  known.delete(server);
  known.set(server, run);
  return run;
}
