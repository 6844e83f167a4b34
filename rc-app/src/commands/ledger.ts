import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { CommandAnswer } from '@rocketchat-openclaw/shared';
import type { Workspace } from './workspace.ts';

/** Commands that are being carried out in this sandbox, so that a repeat waits for the first instead of joining in. */
const underWay = new Map<string, Promise<CommandAnswer>>();

/**
 * Carries a command out at most once: a repeat of the same key gets the first answer. Refusals are not recorded, they
 * had no effect and may be tried again.
 */
export async function once(
  key: string,
  workspace: Workspace,
  act: () => Promise<CommandAnswer>,
): Promise<CommandAnswer> {
  const first = underWay.get(key);
  if (first) return first;
  const answer = recall(key, workspace).then((recorded) => recorded ?? record(key, workspace, act));
  underWay.set(key, answer);
  try {
    return await answer;
  } finally {
    underWay.delete(key);
  }
}

async function recall(key: string, { read }: Workspace): Promise<CommandAnswer | undefined> {
  const rows = await read.getPersistenceReader().readByAssociation(row(key));
  const recorded = rows.map((each) => CommandAnswer.safeParse((each as { answer?: unknown }).answer));
  return recorded.find((each) => each.success)?.data;
}

async function record(key: string, { persistence }: Workspace, act: () => Promise<CommandAnswer>) {
  const answer = await act();
  await persistence.createWithAssociation({ key, answer }, row(key));
  return answer;
}

function row(key: string): RocketChatAssociationRecord {
  return new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, `ledger:${key}`);
}
