import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { type IProcessor, StartupType } from '@rocket.chat/apps-engine/definition/scheduler/IProcessor';
import { sweepBrought } from '../commands/brought-files.ts';
import { clock } from '../machine.ts';
import { mergeClosed } from '../memory/closed-time-rows.ts';
import { sweep } from '../memory/kept-a-week.ts';
import { faultOf } from '../push/fault.ts';
import { greetAgain } from '../push/hello.ts';
import { outboxAccessors } from '../push/outbox-accessors.ts';
import { takeOver } from '../settings/take-secrets.ts';
import type { Telling } from '../workspace/workspace.ts';
import { dropForgotten } from './dead-letters.ts';
import { catchUpForDeadPeers } from './heartbeat.ts';
import { tellAdmin } from './tell-admin.ts';
import { tellAuthors } from './tell-authors.ts';
import { tellConnected } from './tell-connected.ts';

/** The name of the job. */
export const SWEEP = 'sweep';

/**
 * Every minute, on one server of the cluster (bridges/scheduler.ts): takes in events of dead processes, removes old rows,
 * and tells an admin of faults, and that the app is connected. The server does not run it again when it fails: the next minute does.
 */
export function sweepJob(app: Telling['app']): IProcessor {
  return {
    id: SWEEP,
    startupSetting: { type: StartupType.RECURRING, interval: '1 minute', skipImmediate: true },
    // The engine calls it with the app, and so with the logger of this run, as `this` (scheduler-handler.ts).
    async processor(this: unknown, _: object, read: IRead, modify: IModify, http: IHttp, persistence: IPersistence) {
      const log = (this as Telling['app']).getLogger();
      await app.underWay.add(sweepOnce({ app, read, http, persistence, log }, modify));
    },
  };
}

async function sweepOnce(telling: Telling, modify: IModify): Promise<void> {
  const { app, persistence, log } = telling;
  const now = clock();
  const rows = outboxAccessors(telling).rows;
  const steps = [
    () => app.outbox.takeInOrphans(outboxAccessors(telling)),
    () => catchUpForDeadPeers(telling, now),
    () => tellAuthors(rows, now, telling, modify),
    () => dropForgotten(rows, now, app.outbox.heldLines),
    () => sweep(persistence, now),
    () => mergeClosed(telling),
    () => sweepBrought(telling.read, persistence, now),
    () => takeOver(app.getAccessors().environmentWriter.getSettings(), telling),
    () => greetAgain(telling),
    () => tellConnected(telling, modify),
    () => tellAdmin(app.outbox.open(), now, telling, modify),
  ];
  for (const step of steps) {
    await step().catch((error: unknown) => log.warn(`A part of the sweep waits for the next one: ${faultOf(error)}`));
  }
  for (const { level, text } of app.outbox.heldLines.take()) log[level](text);
  await app.memory.gatewayHello.save(persistence);
}
