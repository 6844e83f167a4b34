import * as z from 'zod/mini';
import { Attachments } from './attachment.ts';
import { LIMITS } from './limits.ts';
import { Editor, File, Id, Instant, Mention, Name, Text } from './parts.ts';

export const Message = z.strictObject({
  id: Id,
  text: Text,
  /** The name that was shown in place of the author's. */
  alias: z.optional(Name),
  /** The message that started the thread. */
  threadId: z.optional(Id),
  mentions: z.array(Mention).check(z.maxLength(LIMITS.mentions)),
  files: z.array(File).check(z.maxLength(LIMITS.files)),
  /** Sent to a gateway that names `message.attachments`. */
  attachments: Attachments,
  createdAt: Instant,
  editedAt: z.optional(Instant),
  /** The last editor, if that was not the author: the text is theirs. A `message.sent` then has no text. */
  editedBy: z.optional(Editor),
});
export type Message = z.infer<typeof Message>;
