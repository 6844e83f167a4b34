import type {
  IJobContext,
  IOnetimeSchedule,
  IProcessor,
  IRecurringSchedule,
} from '@rocket.chat/apps-engine/definition/scheduler/index.js';
import { SchedulerBridge } from '@rocket.chat/apps-engine/server/bridges/SchedulerBridge.js';
import type { Server } from '../server.ts';
import { nextRun, readMoment } from './schedule-time.ts';

// The engine hands over a processor that is already bound to its app.
type Run = (context: IJobContext) => Promise<void>;

export interface ScheduledJob {
  readonly id: string;
  /** `<processor>_<appId>`, made by the engine. */
  readonly name: string;
  readonly data: object;
  readonly interval: string | number | undefined;
  timer: NodeJS.Timeout | undefined;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** app/apps/server/bridges/scheduler.ts, with timers in memory in place of Agenda and Mongo. Nothing is run again on failure. */
export class WorkspaceSchedulerBridge extends SchedulerBridge {
  readonly jobs = new Map<string, ScheduledJob>();
  private readonly processors = new Map<string, Run>();
  private readonly running = new Set<string>();
  private readonly server: Server;
  constructor(server: Server) {
    super();
    this.server = server;
  }

  /** Ends every timer; jobs are gone with the workspace. */
  stop(): void {
    for (const job of this.jobs.values()) clearTimeout(job.timer);
    this.jobs.clear();
  }

  protected async registerProcessors(processors: IProcessor[], appId: string): Promise<string[]> {
    const started: string[] = [];
    for (const { id, processor, startupSetting } of processors) {
      this.processors.set(id, processor as unknown as Run);
      const type = startupSetting?.type as string | undefined;
      if (startupSetting && 'when' in startupSetting && type === 'onetime' && !this.named(id)) {
        started.push(await this.scheduleOnce({ ...startupSetting, id }, appId));
      } else if (startupSetting && 'interval' in startupSetting) {
        started.push(await this.scheduleRecurring({ ...startupSetting, id }, appId));
      }
    }
    return started;
  }

  protected async scheduleOnce({ id: name, when, data = {} }: IOnetimeSchedule, _appId: string): Promise<string> {
    const job: ScheduledJob = { id: this.server.newId(), name, data, interval: undefined, timer: undefined };
    this.arm(job, readMoment(when, this.server.clock()));
    return job.id;
  }

  /** Agenda's `every`: one job per name, so a second call changes the first one's. */
  protected async scheduleRecurring(
    { id: name, interval, skipImmediate = false, data = {} }: IRecurringSchedule,
    _appId: string,
  ): Promise<string> {
    const known = this.named(name);
    if (known) clearTimeout(known.timer);
    const job: ScheduledJob = { id: known?.id ?? this.server.newId(), name, data, interval, timer: undefined };
    const now = this.server.clock();
    this.arm(job, skipImmediate ? nextRun(interval, now) : now);
    return job.id;
  }

  /** @param jobId an id that scheduling gave, or a processor's; the engine appends `_<appId>` to either */
  protected async cancelJob(jobId: string): Promise<void> {
    const id = jobId.split('_')[0];
    this.cancel((job) => job.id === id || job.name === jobId);
  }

  protected async cancelAllJobs(appId: string): Promise<void> {
    this.cancel((job) => job.name.endsWith(`_${appId}`));
  }

  private cancel(applies: (job: ScheduledJob) => boolean): void {
    for (const job of [...this.jobs.values()].filter(applies)) {
      clearTimeout(job.timer);
      this.jobs.delete(job.id);
    }
  }

  private named(name: string): ScheduledJob | undefined {
    return [...this.jobs.values()].find((job) => job.name === name);
  }

  private arm(job: ScheduledJob, at: number): void {
    this.jobs.set(job.id, job);
    const delay = Math.min(Math.max(0, at - this.server.clock()), LONGEST_TIMER_MS);
    job.timer = setTimeout(() => void this.run(job), delay);
  }

  private async run(job: ScheduledJob): Promise<void> {
    // One run per processor at a time, as with Agenda's `defaultConcurrency: 1`.
    const processor = this.running.has(job.name) ? undefined : this.processors.get(job.name);
    if (job.interval !== undefined) this.arm(job, nextRun(job.interval, this.server.clock()));
    else this.jobs.delete(job.id);
    if (!processor) return;
    this.running.add(job.name);
    try {
      await processor({ ...job.data, jobId: job.id });
    } catch (error) {
      this.server.log(`error job ${job.name} failed: ${String(error)}`);
    } finally {
      this.running.delete(job.name);
    }
  }
}
