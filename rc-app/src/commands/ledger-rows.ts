import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { CommandAnswer } from '@rocketchat-openclaw/shared';
import { clock, newId } from '../machine.ts';
import { onDay } from '../memory/kept-a-week.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { digest, type Trace } from './trace.ts';

/** Written before the effect of a command. Its text is kept as a hash: the rows are no second copy of the room. */
export interface OpenRow {
  readonly key: string;
  readonly openedAt: number;
  /** Tells the rows of two servers apart. */
  readonly by: string;
  readonly trace?: Trace | undefined;
}

/** The rows of a key. Rows are only ever added, since an update finds no row by its id (bridges/persistence.ts). */
export interface Rows {
  readonly answer?: CommandAnswer | undefined;
  readonly opened?: OpenRow | undefined;
}

const misc = (id: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, id);
const ofKey = (key: string) => misc(`ledger:${key}`);
const ofWords = (said: string) => misc(`ledger-words:${said}`);
const ofMessage = (messageId: string) => misc(`ledger-message:${messageId}`);

export async function rowsOf(key: string, { read }: Pick<Workspace, 'read'>): Promise<Rows> {
  const rows = (await read.getPersistenceReader().readByAssociation(ofKey(key))) as Partial<OpenRow & Rows>[];
  const answers = rows.map(({ answer }) => CommandAnswer.safeParse(answer));
  // The first of several open rows: the effect happened after it.
  const opened = rows.filter((row) => row.openedAt !== undefined).sort((a, b) => time(a) - time(b))[0];
  return { answer: answers.find((each) => each.success)?.data, opened: opened as OpenRow | undefined };
}

/** Rows of this key that other servers have opened. */
export async function rivalsOf({ key, by }: OpenRow, { read }: Pick<Workspace, 'read'>): Promise<OpenRow[]> {
  const rows = (await read.getPersistenceReader().readByAssociation(ofKey(key))) as Partial<OpenRow>[];
  return rows.filter((row): row is OpenRow => row.openedAt !== undefined && row.by !== by);
}

const time = ({ openedAt = 0 }: Partial<OpenRow>): number => openedAt;

export async function open(key: string, trace: Trace | undefined, { persistence }: Workspace): Promise<OpenRow> {
  const now = clock();
  const hashed = trace && { ...trace, said: await digest(trace.said) };
  const row: OpenRow = { key, openedAt: now, by: newId(), ...(hashed && { trace: hashed }) };
  const words = hashed ? [ofWords(hashed.said)] : [];
  await persistence.createWithAssociations(row, [ofKey(key), onDay(now), ...words]);
  return row;
}

export async function record(key: string, answer: CommandAnswer, { persistence }: Workspace): Promise<void> {
  const { messageId } = postedBy(answer);
  const about = [ofKey(key), onDay(clock()), ...(messageId ? [ofMessage(messageId)] : [])];
  await persistence.createWithAssociations({ key, answer }, about);
}

export async function forget(key: string, { persistence }: Workspace): Promise<void> {
  await persistence.removeByAssociation(ofKey(key));
}

/** Does a row say which key posted this message? */
export async function isClaimed(messageId: string, { read }: Pick<Workspace, 'read'>): Promise<boolean> {
  return (await read.getPersistenceReader().readByAssociation(ofMessage(messageId))).length > 0;
}

/** Was another key about to post the same text? Then the post that is found may be the other key's. */
export async function isAnothers(said: string, key: string, { read }: Pick<Workspace, 'read'>): Promise<boolean> {
  const rows = (await read.getPersistenceReader().readByAssociation(ofWords(said))) as OpenRow[];
  return rows.some((row) => row.key !== key);
}

export function postedBy(answer: CommandAnswer): { messageId?: string } {
  const { messageId } = ((answer.ok && answer.result) || {}) as { messageId?: unknown };
  return typeof messageId === 'string' ? { messageId } : {};
}
