import { cutFileName } from '@rocketchat-openclaw/shared';
import { extensionForMime, normalizeMimeType } from 'openclaw/plugin-sdk/media-mime';
import { SsrFBlockedError } from 'openclaw/plugin-sdk/ssrf-runtime';
import { LocalMediaAccessError, loadWebMediaRaw } from 'openclaw/plugin-sdk/web-media';
import { Unsendable, type WhyNot } from './unsendable.ts';

/** The files that OpenClaw lets the sender of a message read, as given with a send. */
export interface MediaAccess {
  readonly localRoots?: readonly string[] | undefined;
  readonly readFile?: ((path: string) => Promise<Buffer>) | undefined;
  readonly workspaceDir?: string | undefined;
}

export interface Loaded {
  readonly bytes: Buffer;
  readonly name: string;
  readonly type: string;
}

const ANY_TYPE = 'application/octet-stream';
/** For a file whose source has no name, such as the root of a web site. */
const NO_NAME = 'file';
/** Enough for any name; the limit of the contract is LIMITS.nameChars. */
const NAME_CHARS = 240;

/**
 * Reads what OpenClaw wants to be sent, by OpenClaw's own rules: local files only below the roots of the sender, and
 * only of the types that may leave a host; web addresses through its guard against private networks. Without `access`,
 * only what lies in OpenClaw's own folders, such as that into which it puts the files of an answer.
 *
 * OpenClaw hands over bytes, not files, so the whole file is in the gateway's memory.
 *
 * @param source a path, a `file:`, `media:`, `http(s):` or `data:` address
 * @throws Unsendable
 */
export async function load(source: string, access: MediaAccess | undefined, maxBytes: number): Promise<Loaded> {
  if (/^data:/i.test(source)) return contained(source);
  const { localRoots, readFile, workspaceDir } = access ?? {};
  try {
    const { buffer, contentType, fileName } = await loadWebMediaRaw(source, {
      maxBytes,
      ...(localRoots?.length && { localRoots }),
      ...(workspaceDir && { workspaceDir }),
      // An agent that may read all of the host gets only files of harmless types from it.
      ...(readFile && localRoots?.length && { readFile, hostReadCapability: true }),
    });
    return { bytes: buffer, name: cleanName(fileName ?? '') || nameOf(source), type: typeOf(contentType) };
  } catch (cause) {
    throw new Unsendable(whyNot(cause), nameOf(source), { cause });
  }
}

/** The bytes stand in the address itself, in base64. */
function contained(source: string): Loaded {
  const [, type = '', base64] = /^data:([^;,]*)(?:;[^;,]*)*;base64,([\w+/=-]*)$/i.exec(source) ?? [];
  if (base64 === undefined) throw new Unsendable('unreadable', NO_NAME);
  const bytes = Buffer.from(base64, 'base64');
  return { bytes, name: NO_NAME + (extensionForMime(type) ?? ''), type: typeOf(type) };
}

/** The last part of a path or an address, for people; neither folders nor what stands behind a `?`. */
function nameOf(source: string): string {
  const path = /^(https?|file|media):/i.test(source) ? (URL.parse(source)?.pathname ?? '') : source;
  const last = path.split(/[\\/]/).at(-1) ?? '';
  try {
    return cleanName(decodeURIComponent(last)) || NO_NAME;
  } catch {
    return cleanName(last) || NO_NAME;
  }
}

/** Somebody's words: no line breaks, nothing that shows letters in another order, and its ending stays. */
function cleanName(name: string): string {
  return cutFileName(name.replace(/[\p{C}/\\]+/gu, '').trim(), NAME_CHARS);
}

/** A web site's type for its file becomes a header of ours. */
function typeOf(contentType: string | undefined): string {
  const type = normalizeMimeType(contentType) ?? '';
  return /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(type) ? type : ANY_TYPE;
}

/** The codes of OpenClaw's errors about files, on the disk and from the web. */
const WHY: Readonly<Record<string, WhyNot>> = {
  'too-large': 'too-large',
  max_bytes: 'too-large',
  'not-found': 'gone',
  'not-file': 'gone',
};

/** The reason may be a cause or two deep. */
function whyNot(error: unknown): WhyNot {
  let why: WhyNot = 'unreadable';
  for (let at = error; at instanceof Error; at = at.cause) {
    const known = 'code' in at && typeof at.code === 'string' ? WHY[at.code] : undefined;
    if (known) return known;
    if (at instanceof LocalMediaAccessError || at instanceof SsrFBlockedError) why = 'not-allowed';
  }
  return why;
}
