import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages/IMessageRaw';

/** A command's trace in a room. `said` is the text, or the name of a file; in a row it is a hash of that. */
export interface Trace {
  readonly roomId: string;
  readonly threadId?: string | undefined;
  readonly said: string;
  readonly isFile: boolean;
  /** It carries an edit date (`post.ts`). A preview has the words of its answer, but is not the answer. */
  readonly isQuiet?: boolean | undefined;
}

type Place = Pick<Trace, 'roomId' | 'threadId'>;
interface Said {
  readonly text: string;
  readonly quiet?: boolean | undefined;
}

export function traceOfText({ roomId, threadId, text, quiet }: Place & Said): Trace {
  return { roomId, threadId, said: text, isFile: false, isQuiet: quiet === true };
}

export function traceOfFile({ roomId, threadId, name }: Place & { readonly name: string }): Trace {
  return { roomId, threadId, said: name, isFile: true };
}

/** The same of a message: by its file, or by the link to one that a thread has instead, or by its text. */
export function saidIn({ text = '', file, attachments = [] }: IMessageRaw): Pick<Trace, 'said' | 'isFile'> {
  const named = file?.name ?? attachments.find(({ title }) => title?.link?.includes('/file-upload/'))?.title?.value;
  return named === undefined ? { said: text, isFile: false } : { said: named, isFile: true };
}

/** Blanks at either end count for nothing, in case a server drops them. */
export async function digest(said: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(said.trim()));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
