import type { IMessageAttachment } from '@rocket.chat/apps-engine/definition/messages/index.js';

type Stored = Record<string, unknown>;

// Stored name → app name, for the fields that need no thought (converters/messages.js).
const PLAIN = {
  collapsed: 'collapsed',
  color: 'color',
  text: 'text',
  message_link: 'timestampLink',
  thumb_url: 'thumbnailUrl',
  image_url: 'imageUrl',
  audio_url: 'audioUrl',
  video_url: 'videoUrl',
  fields: 'fields',
  actions: 'actions',
  button_alignment: 'actionButtonsAlignment',
  type: 'type',
  description: 'description',
  fileId: 'fileId',
} as const;

const COMPOSED = ['author_name', 'author_link', 'author_icon', 'title', 'title_link', 'title_link_download', 'ts'];

/**
 * Stored attachment → the attachment that an app sees. Fields that the converter does not know stay as they are stored,
 * the attachments of a quoted message and the alternative text of a picture among them.
 */
export function attachmentForApp(stored: Stored): IMessageAttachment {
  const attachment: Stored = {};
  for (const [from, to] of Object.entries(PLAIN)) if (stored[from] !== undefined) attachment[to] = stored[from];
  attachment['_unmappedProperties_'] = Object.fromEntries(
    Object.entries(stored).filter(([name]) => !(name in PLAIN) && !COMPOSED.includes(name)),
  );
  attachment['author'] = defined({
    name: stored['author_name'],
    link: stored['author_link'],
    icon: stored['author_icon'],
  });
  attachment['title'] = defined({
    value: stored['title'],
    link: stored['title_link'],
    displayDownloadLink: stored['title_link_download'],
  });
  if (stored['ts'] !== undefined) attachment['timestamp'] = new Date(stored['ts'] as string);
  return attachment;
}

/** An app's attachment → stored attachment. */
export function attachmentForStore(attachment: IMessageAttachment): Stored {
  const stored: Stored = {};
  const given: Stored = { ...attachment };
  for (const [to, from] of Object.entries(PLAIN)) if (given[from] !== undefined) stored[to] = given[from];
  return defined({
    ...stored,
    ...(given['_unmappedProperties_'] as Stored | undefined),
    author_name: attachment.author?.name,
    author_link: attachment.author?.link,
    author_icon: attachment.author?.icon,
    title: attachment.title?.value,
    title_link: attachment.title?.link,
    title_link_download: attachment.title?.displayDownloadLink,
    ts: attachment.timestamp,
  });
}

function defined(fields: Stored): Stored {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
