import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { type CommandOf, delayBefore, LIMITS } from '@rocketchat-openclaw/shared';
import { withTempDownloadPath } from 'openclaw/plugin-sdk/temp-path';
import { answering } from '../app-client/answering.ts';
import { AppCallError, type AppClient } from '../app-client/client.ts';
import { doubtful } from '../app-client/failure.ts';
import type { Machine } from '../app-client/http-client.ts';
import { bringParts } from './bring-parts.ts';
import { load, type MediaAccess } from './load.ts';
import type { HeldFile, Offers } from './offers.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { Unsendable } from './unsendable.ts';

export interface Uploads {
  /** Bytes of the largest file that leaves now. */
  maxBytes(): number;
  /**
   * Reads a file, holds it ready and has the app pull it.
   *
   * @returns the id of the message that shows it; in a thread, of the one that links to it
   * @throws Unsendable where no repeat can help
   * @throws AppCallError
   */
  upload(source: string, how: Uploading): Promise<string>;
}

/** `key` names the upload for good; each attempt has a path of its own. */
export interface Uploading extends Pick<CommandOf<'upload'>, 'roomId' | 'threadId' | 'key'> {
  readonly access: MediaAccess | undefined;
  /** The event that is answered. */
  readonly answers: string | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface UploadsFacts extends Pick<Machine, 'dice' | 'pause'> {
  readonly client: AppClient;
  readonly offers: Pick<Offers, 'offer'>;
  /** The app cannot pull from us: the bytes are brought before the upload. */
  readonly inParts: boolean;
  /** 0.1.0 refuses a command with a field that it does not know. */
  readonly takesSha256: () => boolean;
  /** From the configuration. */
  readonly maxBytes: () => number;
  readonly log: { warn(message: string): void };
}

const ATTEMPTS = 4;

export function openUploads({
  client,
  offers,
  inParts,
  takesSha256,
  pause,
  dice,
  log,
  ...facts
}: UploadsFacts): Uploads {
  const maxBytes = () => Math.min(facts.maxBytes(), LIMITS.uploadBytes);

  // OpenClaw hands over whole files: one of them is in memory at a time, however many are on their way.
  const bring = oneAtATime(async (source: string, access: MediaAccess | undefined, path: string): Promise<HeldFile> => {
    const { bytes, name, type } = await load(source, access, maxBytes());
    if (bytes.length > maxBytes()) throw new Unsendable('too-large', name);
    await writeFile(path, bytes, { mode: 0o600 });
    const sha256 = createHash('sha256').update(bytes).digest('base64url');
    return { path, name, type, size: bytes.length, sha256 };
  });

  /** Each attempt is one request with a path of its own: the app that pulled the last one to its end may have died since. */
  async function send(file: HeldFile, { access: _access, answers, signal, ...where }: Uploading): Promise<string> {
    const asking = answering(client, answers);
    const { name, type, size } = file;
    let inDoubt = false;
    for (let made = 1; ; made++) {
      const offer = offers.offer(file);
      try {
        if (inParts) await bringParts(file, offer.path, client, signal);
        const named = { path: offer.path, name, type, size, ...(takesSha256() && { sha256: file.sha256 }) };
        const command = { v: 1 as const, command: 'upload' as const, ...where, ...named };
        return (await asking.call(command, { attempts: 1, signal })).messageId;
      } catch (error) {
        if (!(error instanceof AppCallError)) throw error;
        inDoubt = isInDoubt(error, inDoubt);
        const isLast = made >= ATTEMPTS || !(error.retryable || error.code === 'file-not-received');
        if (isLast) throw inDoubt ? doubtful(error) : explain(error, inParts || offer.wasAskedFor(), file);
        await pause(delayBefore(made - 1, dice, error.retryAfterMs), signal);
      } finally {
        offer.close();
      }
    }
  }

  return {
    maxBytes,
    async upload(source, how) {
      try {
        return await withTempDownloadPath({ prefix: 'rocketchat-upload' }, async (path) =>
          send(await bring(source, how.access, path), how),
        );
      } catch (error) {
        if (error instanceof Unsendable) log.warn(`a file is not sent: ${error.message}${becauseOf(error)}`);
        throw error;
      }
    },
  };
}

/** The app pulls a file only if its ledger and the room do not show it yet. So if it got no bytes, there is no post. */
function isInDoubt({ code, happened }: AppCallError, wasInDoubt: boolean): boolean {
  return happened === 'unknown' || (wasInDoubt && code !== 'file-not-received');
}

/** A file that the workspace refuses now, it refuses later, too. */
function explain(error: AppCallError, wasThere: boolean, { name }: HeldFile): Error {
  if (error.code === 'too-large') return new Unsendable('too-large', name, { cause: error });
  if (error.code === 'refused-by-server') return new Unsendable('refused', name, { cause: error });
  if (error.code !== 'file-not-received') return error;
  // The app never pulled it: it cannot reach the gateway for files, and a repeat does not help. If a pull was started
  // and failed, e.g. because the server was stopping, the whole send may be repeated.
  if (!wasThere) return new Unsendable('not-fetched', name, { cause: error });
  const { code, happened, message } = error;
  return new AppCallError({ code, happened, retryable: true, message }, { cause: error });
}

/** Errors of reading contain paths and addresses, which people must not see; the app's errors say what to do. */
function becauseOf({ why, cause }: Unsendable): string {
  if (why === 'not-fetched') {
    return ' (the workspace gets no answer below /rocketchat/<account>/files/ of its gateway_url: whatever stands in between must pass it on as it does /events)';
  }
  if (cause instanceof AppCallError) return ` (${cause.message})`;
  if (!(cause instanceof Error)) return '';
  return ` (${cause.name}${'code' in cause ? ` ${String(cause.code)}` : ''})`;
}
