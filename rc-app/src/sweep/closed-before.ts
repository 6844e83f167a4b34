import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { hasHello } from '../memory/gateway-hello.ts';
import { hasWatermarks } from '../memory/watermarks.ts';
import type { Accessors } from '../server/accessors.ts';
import type { Beat } from './heartbeat-rows.ts';

/** Exists since the app writes closed times down. */
const WRITTEN = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'closed-times-written');

/**
 * Since when the settings of now may have closed what no closed time mentions: since the last heartbeat, because the
 * setting may have been changed while no process lived; since ever, if an older version did not write closed times down;
 * since now, if the app is new.
 */
export async function closedBefore(
  beats: readonly Beat[],
  { read, persistence }: Pick<Accessors, 'read' | 'persistence'>,
  now: number,
): Promise<number> {
  const isWritten = (await read.getPersistenceReader().readByAssociation(WRITTEN)).length > 0;
  if (isWritten) return Math.min(now, ...(beats.length > 0 ? [Math.max(...beats.map(({ at }) => at))] : []));
  const isNew = beats.length === 0 && !(await hasWatermarks(read)) && !(await hasHello(read));
  await persistence.createWithAssociation({ at: now }, WRITTEN);
  return isNew ? now : 0;
}
