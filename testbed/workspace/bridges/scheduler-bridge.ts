import type {
  IOnetimeSchedule,
  IProcessor,
  IRecurringSchedule,
} from '@rocket.chat/apps-engine/definition/scheduler/index.js';
import { SchedulerBridge } from '@rocket.chat/apps-engine/server/bridges/SchedulerBridge.js';
import type { Server } from '../server.ts';
import { type Jobs, nextRunner, type Run, type ScheduledJob } from './jobs.ts';
import { nextRun, readMoment } from './schedule-time.ts';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * app/apps/server/bridges/scheduler.ts, with timers in memory in place of Agenda and Mongo: once for all servers of a
 * cluster. Nothing is run again on failure.
 */
export class WorkspaceSchedulerBridge extends SchedulerBridge {
  private readonly server: Server;
  private readonly shared: Jobs;
  constructor(server: Server, shared: Jobs) {
    super();
    this.server = server;
    this.shared = shared;
  }

  /** This server no longer runs jobs. With the last one the timers end, and jobs are gone. */
  stop(): void {
    const { runners, scheduled } = this.shared;
    for (const [name, known] of runners) {
      known.delete(this);
      if (known.size === 0) runners.delete(name);
    }
    if (runners.size > 0) return;
    for (const job of scheduled.values()) clearTimeout(job.timer);
    scheduled.clear();
  }

  /** Every recurring job, now: its time comes as before. */
  async runAll(): Promise<void> {
    const recurring = [...this.shared.scheduled.values()].filter(({ interval }) => interval !== undefined);
    for (const job of recurring) await this.run(job);
  }

  protected async registerProcessors(processors: IProcessor[], appId: string): Promise<string[]> {
    const started: string[] = [];
    for (const { id, processor, startupSetting } of processors) {
      const known = this.shared.runners.get(id) ?? new Map<object, Run>();
      this.shared.runners.set(id, known.set(this, processor as unknown as Run));
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
    for (const job of [...this.shared.scheduled.values()].filter(applies)) {
      clearTimeout(job.timer);
      this.shared.scheduled.delete(job.id);
    }
  }

  private named(name: string): ScheduledJob | undefined {
    return [...this.shared.scheduled.values()].find((job) => job.name === name);
  }

  private arm(job: ScheduledJob, at: number): void {
    this.shared.scheduled.set(job.id, job);
    const delay = Math.min(Math.max(0, at - this.server.clock()), LONGEST_TIMER_MS);
    job.timer = setTimeout(() => void this.run(job), delay);
  }

  private async run(job: ScheduledJob): Promise<void> {
    // One run per processor at a time, as with Agenda's `defaultConcurrency: 1`.
    const { running } = this.shared;
    const processor = running.has(job.name) ? undefined : nextRunner(this.shared, job.name);
    clearTimeout(job.timer);
    if (job.interval !== undefined) this.arm(job, nextRun(job.interval, this.server.clock()));
    else this.shared.scheduled.delete(job.id);
    if (!processor) return;
    running.add(job.name);
    try {
      await processor({ ...job.data, jobId: job.id });
    } catch (error) {
      this.server.log(`error job ${job.name} failed: ${String(error)}`);
    } finally {
      running.delete(job.name);
    }
  }
}
