import type { Attachment, EventOf, File } from '@rocketchat-openclaw/shared';
import { type BuildChannelInboundEventContextParams, toInboundMediaFacts } from 'openclaw/plugin-sdk/channel-inbound';
import type { saveMediaStream } from 'openclaw/plugin-sdk/media-store';
import { AppCallError, type AppClient } from '../app-client/client.ts';
import { fileLabel } from '../place/label.ts';
import { noteFor } from './note.ts';
import { readParts } from './read-parts.ts';
import { Unreadable } from './unreadable.ts';

export interface Taken {
  readonly media: NonNullable<BuildChannelInboundEventContextParams['media']>;
  /** One line for each file that could not be read, for the agent. */
  readonly notes: string[];
}

export interface Taking {
  readonly event: EventOf<'message.sent'>;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface Files {
  readonly client: AppClient;
  /** OpenClaw's media store. */
  readonly save: typeof saveMediaStream;
  readonly newId: () => string;
  readonly log: { warn(message: string): void };
  /** For all files of a message together. */
  readonly timeoutMs?: number;
}

/** As many as Slack's channel takes. */
const MAX_FILES = 8;
/** Well under the five minutes after which OpenClaw calls a turn stalled and repeats it. */
const TIMEOUT_MS = 120_000;

/** Reads the files of an admitted message into OpenClaw's media store, one after the other. */
export async function take({ event, maxBytes, signal }: Taking, files: Files): Promise<Taken> {
  const { message } = event;
  const brought = filesOf(event);
  if (brought.length === 0) return { media: [], notes: [] };
  const limits = { maxBytes, maxFiles: MAX_FILES };
  const until = AbortSignal.any([signal, AbortSignal.timeout(files.timeoutMs ?? TIMEOUT_MS)]);
  const media: Awaited<ReturnType<typeof takeOne>>[] = [];
  const notes: string[] = [];

  for (const [index, { file, roomId }] of brought.entries()) {
    try {
      if (index >= MAX_FILES) throw new Unreadable('too-many', file.size);
      media.push(await takeOne(file, { roomId, maxBytes, signal: until }, files));
    } catch (error) {
      const { why, size } = explain(error);
      notes.push(noteFor({ name: file.name, size: size ?? file.size }, why, limits));
      files.log.warn(`event ${event.id}: file ${file.id} is not taken: ${why}${detail(error)}`);
    }
  }
  return { media: toInboundMediaFacts(media, { messageId: message.id }), notes };
}

/** The files of the message, then those of what it quotes: people ask about a picture by quoting it. */
function filesOf({ message, room }: Taking['event']) {
  const own = message.files.map((file) => ({ file, roomId: room.id }));
  return [...own, ...filesIn(message, room.id)];
}

function filesIn(
  { attachments = [] }: Pick<Attachment, 'attachments'>,
  roomId: string,
): { file: File; roomId: string }[] {
  return attachments.flatMap(({ room, files = [], attachments: within }) => [
    ...files.map((file) => ({ file, roomId: room?.id ?? roomId })),
    ...filesIn({ attachments: within }, roomId),
  ]);
}

async function takeOne(file: File, about: { roomId: string; maxBytes: number; signal: AbortSignal }, files: Files) {
  const { maxBytes } = about;
  if (file.size !== undefined && file.size > maxBytes) throw new Unreadable('too-large', file.size);
  const parts = readParts({ ...about, fileId: file.id }, files.client, files.newId);
  const fileName = fileLabel(file.name);
  // The type is left for the store to find in the bytes: the uploader's word for it is a claim.
  const saved = await files.save(parts, undefined, 'inbound', maxBytes, fileName);
  return {
    path: saved.path,
    fileName,
    contentType: saved.contentType ?? 'application/octet-stream',
  };
}

function explain(error: unknown): Unreadable {
  if (error instanceof Unreadable) return error;
  const isGone = error instanceof AppCallError && error.code === 'file-not-found';
  return new Unreadable(isGone ? 'gone' : 'unreadable', undefined, { cause: error });
}

function detail(error: unknown): string {
  return error instanceof Unreadable ? '' : ` (${String(error)})`;
}
