import type { Message } from './contract.ts';

/** A file that a message shows. */
export interface ShownFile {
  readonly name: string;
  /** In this workspace; it can be had only with a person's token. */
  readonly link: string;
  readonly isPicture: boolean;
  readonly size?: number;
}

const PICTURE = /^image\/(png|jpeg|gif|webp)$/;
const PICTURE_NAME = /\.(png|jpe?g|gif|webp)$/i;

/**
 * The files of a message, without the smaller copies of pictures. Where the engine could not post a file, as in a thread,
 * an attachment links to it instead.
 */
export function filesOf({ files = [], attachments = [] }: Message): ShownFile[] {
  const own = files.filter(({ typeGroup }) => typeGroup !== 'thumb');
  if (own.length > 0) return own.map(fileOf);
  return attachments.flatMap(linkedBy);
}

type File = NonNullable<Message['files']>[number];

function fileOf({ _id, name, type, size }: File): ShownFile {
  return { name, size, isPicture: PICTURE.test(type), link: `/file-upload/${_id}/${encodeURIComponent(name)}` };
}

/** Only files of this workspace: every reader's browser would fetch a link to anywhere else. */
function linkedBy({ title, title_link: link, image_url: image }: Record<string, unknown>): ShownFile[] {
  if (typeof title !== 'string' || typeof link !== 'string' || !link.startsWith('/file-upload/')) return [];
  return [{ name: title, link, isPicture: image === link && PICTURE_NAME.test(title) }];
}
