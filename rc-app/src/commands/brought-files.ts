import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { type CommandOf, LIMITS, Refusal } from '@rocketchat-openclaw/shared';

/** A file is posted right after its last part has come; what is older was given up. */
const KEPT_MS = 10 * 60_000;

const misc = (id: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, id);
const BEGUN = misc('brought-files');
const ofFile = (path: string) => misc(`brought-file:${path}`);
const ofPart = (path: string, index: number) => misc(`brought-part:${index}:${path}`);

/** Which file was begun, and when: what is old is found without its bytes. */
interface Begun {
  readonly path: string;
  readonly begunAt: number;
}

/** Rows, not memory: the next command may come to another server of the cluster. */
export async function keepPart(
  { path, index, bytes }: Pick<CommandOf<'filePart'>, 'path' | 'index' | 'bytes'>,
  persistence: IPersistence,
  now: number,
): Promise<void> {
  if (index === 0) {
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
    const rows = await read.getPersistenceReader().readByAssociation(ofPart(path, index));
    // A part that came twice is the same twice.
    const [part] = rows as { bytes: string }[];
    if (!part && index === 0) return undefined;
    if (!part) throw new Refusal('file-not-received', `part ${index} of ${count} is missing`);
    parts.push(Buffer.from(part.bytes, 'base64'));
  }
  const bytes = Buffer.concat(parts);
  if (bytes.length !== size) {
    throw new Refusal('file-not-received', `${bytes.length} bytes were brought instead of ${size}`);
  }
  return bytes;
}

export async function forgetBrought(path: string, persistence: IPersistence): Promise<void> {
  await persistence.removeByAssociation(ofFile(path));
}

/** Removes what was brought and never posted. */
export async function sweepBrought(read: IRead, persistence: IPersistence, now: number): Promise<void> {
  const begun = (await read.getPersistenceReader().readByAssociation(BEGUN)) as Begun[];
  for (const { path, begunAt } of begun) if (now - begunAt > KEPT_MS) await forgetBrought(path, persistence);
}
