import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';

/**
 * The permissions that an admin may not have granted, as far as the app can tell. The engine throws nothing where one is
 * missing: it answers nothing, also where there is something for certain.
 */
export interface Permissions {
  /**
   * The first one that is missing and without which no answer comes. Asks the server until it has found none missing: they
   * change only with an upload, which starts another process.
   *
   * @param roomId of a room that exists
   */
  missing(read: IRead, roomId: string): Promise<string | undefined>;
  /**
   * May the app plan jobs? Only the one who plans a job can tell: once in a process, this plans another run of one.
   *
   * @param now milliseconds since 1970
   */
  maySchedule(jobId: string, now: number, modify: IModify): Promise<boolean>;
}

const ROW = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'may-i-read');

export function openPermissions(): Permissions {
  let areGranted = false;
  let isScheduler = false;
  return {
    async missing(read, roomId) {
      if (areGranted) return undefined;
      const found = await look(read, roomId);
      areGranted = found === undefined;
      return found;
    },
    async maySchedule(jobId, now, modify) {
      isScheduler ||= typeof (await planned(jobId, now + LATER_MS, modify)) === 'string';
      return isScheduler;
    },
  };
}

async function look(read: IRead, roomId: string): Promise<string | undefined> {
  if (!(await mayStore(read))) return 'persistence';
  const bot = await read.getUserReader().getAppUser();
  if (bot && !(await read.getUserReader().getById(bot.id))) return 'user.read';
  return (await read.getRoomReader().getById(roomId)) ? undefined : 'room.read';
}

/** Without it the app cannot even be enabled. */
export async function mayStore(read: IRead): Promise<boolean> {
  return Array.isArray(await read.getPersistenceReader().readByAssociation(ROW));
}

const planned = (id: string, at: number, modify: IModify) =>
  modify.getScheduler().scheduleOnce({ id, when: new Date(at) });

/** It runs by itself long before. */
const LATER_MS = 60 * 60_000;
