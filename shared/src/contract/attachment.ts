import * as z from 'zod/mini';
import { LIMITS } from './limits.ts';
import { Actor, Editor, File, Id, Name, Room, Text } from './parts.ts';

const Field = z.strictObject({ title: Name, value: Text });

const shown = {
  /**
   * `quotation` is another message, which the app has looked up: its real author and its present text. `alert` and
   * `blocks` are words of the person who sent the message, as programs write them. A `withheld` quotation has nothing but
   * its kind: the quoted message may not leave the workspace, or is gone.
   */
  kind: z.enum(['quotation', 'alert', 'blocks', 'withheld']),
  /** Of the quoted message. */
  messageId: z.optional(Id),
  /** The author of a quotation. An alert's author is only in its title, because anybody can write it there. */
  author: z.optional(Actor),
  /** The last editor of the quoted message, if that was not its author. */
  editedBy: z.optional(Editor),
  /** The room of the quoted message, if it is another one. */
  room: z.optional(Room),
  title: z.optional(Name),
  text: z.optional(Text),
  fields: z.optional(z.array(Field).check(z.maxLength(LIMITS.attachmentFields))),
  files: z.optional(z.array(File).check(z.maxLength(LIMITS.files))),
};

const list = <T extends z.core.$ZodType>(of: T) => z.optional(z.array(of).check(z.maxLength(LIMITS.attachments)));

const Innermost = z.strictObject(shown);
const Within = z.strictObject({ ...shown, attachments: list(Innermost) });

/** Quotations, alerts and blocks of a message. A quotation may have its own: `LIMITS.quotationDepth` levels in all. */
export const Attachments = list(z.strictObject({ ...shown, attachments: list(Within) }));

export interface Attachment extends z.infer<typeof Innermost> {
  attachments?: Attachment[] | undefined;
}
