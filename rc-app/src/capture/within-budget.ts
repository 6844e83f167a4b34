import { type Attachment, cutText } from '@rocketchat-openclaw/shared';

/** Replaces an attachment whose words were all left out. */
const CUT = '…';

/** The attachments, cut from the last on to so many characters in all: an event has to fit into one delivery. */
export function withinBudget(attachments: readonly Attachment[], chars: number): Attachment[] {
  let left = chars;
  const take = (words: string): string => {
    if (words.length <= left) {
      left -= words.length;
      return words;
    }
    const kept = left > 0 ? cutText(words, left) : CUT;
    left = 0;
    return kept;
  };
  const each = ({ title, text, fields, attachments: within, ...rest }: Attachment): Attachment => ({
    ...rest,
    ...(title !== undefined && { title: take(title) }),
    ...(text !== undefined && { text: take(text) }),
    ...(fields && {
      fields: fields.flatMap((row) => (left > 0 ? { title: take(row.title), value: take(row.value) } : [])),
    }),
    ...(within && { attachments: within.map(each) }),
  });
  return attachments.map(each);
}
