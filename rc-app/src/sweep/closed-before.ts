import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { hasHello } from '../memory/gateway-hello.ts';
import { hasWatermarks } from '../memory/watermarks.ts';
import type { Reach } from '../server/reach.ts';
import type { Alive } from './alive.ts';

/** There since a version of the app has written closed times down. */
const WRITTEN = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'closed-times-written');

/**
 * Since when what the settings close now, and no closed time says, may have been closed: since the last sign of a process,
 * where the setting was changed while none lived; since ever, where a version before this one has not written it down;
 * since now, where the app is new.
 */
export async function closedBefore(
  signs: readonly Alive[],
  { read, persistence }: Pick<Reach, 'read' | 'persistence'>,
  now: number,
): Promise<number> {
  const isWritten = (await read.getPersistenceReader().readByAssociation(WRITTEN)).length > 0;
  if (isWritten) return Math.min(now, ...(signs.length > 0 ? [Math.max(...signs.map(({ at }) => at))] : []));
  const isNew = signs.length === 0 && !(await hasWatermarks(read)) && !(await hasHello(read));
  await persistence.createWithAssociation({ at: now }, WRITTEN);
  return isNew ? now : 0;
}
