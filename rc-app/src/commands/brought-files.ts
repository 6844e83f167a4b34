import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { type CommandOf, LIMITS, Refusal } from '@rocketchat-openclaw/shared';
import type { Workspace } from '../workspace/workspace.ts';

/** A file is posted right after its last part has come; an older one was given up. */
const KEPT_MS = 10 * 60_000;

const misc = (id: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, id);
const BEGUN = misc('brought-files');
const ofFile = (path: string) => misc(`brought-file:${path}`);
const ofPart = (path: string, index: number) => misc(`brought-part:${index}:${path}`);

/** The start of a file, with its time: an old file is found without reading its bytes. */
interface Begun {
  readonly path: string;
  readonly begunAt: number;
}

let last: Promise<unknown> = Promise.resolve();

/** One after the other: hundreds that come at the same time would each see a free place. */
export function keepPart(...part: Parameters<typeof keep>): Promise<void> {
  const kept = last.then(() => keep(...part));
  last = kept.catch(() => undefined);
  return kept;
}

/**
 * Rows, not memory: the next command may come to another server of the cluster. The number of files is bounded, and
 * each part is taken once and in order, so the stored bytes are bounded, too.
 *
 * @throws Refusal `too-many` or `file-not-received`
 */
async function keep(
  { path, index, bytes }: Pick<CommandOf<'filePart'>, 'path' | 'index' | 'bytes'>,
  { read, persistence }: Pick<Workspace, 'read' | 'persistence'>,
  now: number,
): Promise<void> {
  if ((await partsAt(path, index, read)).length > 0) return;
  const begun = await readBegun(read);
  const isBegun = begun.some((each) => each.path === path);
  if (!isBegun && index > 0) throw new Refusal('file-not-received', 'its first part did not come');
  if (!isBegun && begun.length >= LIMITS.filesBrought) {
    throw new Refusal('too-many', `${LIMITS.filesBrought} files are being brought already`);
  }
  if (!isBegun) {
    await persistence.createWithAssociations({ path, begunAt: now } satisfies Begun, [BEGUN, ofFile(path)]);
  }
  await persistence.createWithAssociations({ bytes }, [ofFile(path), ofPart(path, index)]);
}

/**
 * A file whose parts were brought; one at a time is read, so that no answer of the server's is as large as the file.
 *
 * @returns undefined where none was brought
 * @throws Refusal `file-not-received`
 */
export async function readBrought(
  { path, size }: { readonly path: string; readonly size: number },
  read: IRead,
): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  const count = Math.max(1, Math.ceil(size / LIMITS.uploadPartBytes));
  for (let index = 0; index < count; index++) {
    // A part that came to two servers at once is the same twice.
    const [part] = await partsAt(path, index, read);
    if (!part && index === 0) return undefined;
    if (!part) throw new Refusal('file-not-received', `part ${index} of ${count} is missing`);
    parts.push(Buffer.from(part.bytes, 'base64'));
  }
  return Buffer.concat(parts);
}

async function partsAt(path: string, index: number, read: IRead): Promise<{ bytes: string }[]> {
  return (await read.getPersistenceReader().readByAssociation(ofPart(path, index))) as { bytes: string }[];
}

async function readBegun(read: IRead): Promise<Begun[]> {
  return (await read.getPersistenceReader().readByAssociation(BEGUN)) as Begun[];
}

export async function forgetBrought(path: string, persistence: IPersistence): Promise<void> {
  await persistence.removeByAssociation(ofFile(path));
}

/** Removes files that were brought and never posted. */
export async function sweepBrought(read: IRead, persistence: IPersistence, now: number): Promise<void> {
  for (const { path, begunAt } of await readBegun(read))
    if (now - begunAt > KEPT_MS) await forgetBrought(path, persistence);
}
