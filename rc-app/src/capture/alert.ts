import type { IMessageAttachment } from '@rocket.chat/apps-engine/definition/messages/IMessageAttachment';
import { type Attachment, LIMITS, shortened } from '@rocketchat-openclaw/shared';

/** The server's converter does not map `pretext`, which comes from Slack's webhooks. */
type Written = IMessageAttachment & { readonly _unmappedProperties_?: { readonly pretext?: unknown } };

/**
 * An attachment as monitoring and CI post it. All of it is its sender's words, also the name of an author.
 *
 * @returns undefined where there is nothing to read
 */
export function captureAlert(attachment: Written): Attachment | undefined {
  const { author, title, text, description, fields, _unmappedProperties_: { pretext } = {} } = attachment;
  const { imageUrl, audioUrl, videoUrl, actions } = attachment;
  const heading = [author?.name, title?.value].flatMap(wordsOf).join(': ');
  const links = [title?.link, imageUrl, audioUrl, videoUrl].flatMap(linkOf);
  const buttons = (Array.isArray(actions) ? actions : []).slice(0, LIMITS.attachmentFields).flatMap((action) => {
    const words = [...wordsOf(action?.text).map((word) => `[${word}]`), ...linkOf(action?.url)];
    return words.length > 0 ? [words.join(' ')] : [];
  });
  const lines = [...new Set([...[pretext, text, description].flatMap(wordsOf), ...links, ...buttons])].join('\n');
  const rows = (Array.isArray(fields) ? fields : []).slice(0, LIMITS.attachmentFields).map((field) => ({
    title: shortened(wordsOf(field?.title).join(''), LIMITS.nameChars),
    value: wordsOf(field?.value).join(''),
  }));
  const table = rows.filter((row) => row.title !== '' || row.value !== '');
  if (heading === '' && lines === '' && table.length === 0) return undefined;
  return {
    kind: 'alert',
    ...(heading !== '' && { title: shortened(heading, LIMITS.nameChars) }),
    ...(lines !== '' && { text: lines }),
    ...(table.length > 0 && { fields: table }),
  };
}

/** A picture is often all that an alert has. */
function linkOf(address: unknown): string[] {
  return typeof address === 'string' && /^https?:\/\//.test(address) ? [address] : [];
}

/** Programs write numbers and truth values as well. */
function wordsOf(value: unknown): string[] {
  const isWord = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
  return isWord && String(value).trim() !== '' ? [String(value)] : [];
}
