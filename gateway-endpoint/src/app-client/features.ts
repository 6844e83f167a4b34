import { MESSAGE_ATTACHMENTS, NAMES_TAKEN, UPLOAD_SHA256 } from '@rocketchat-openclaw/shared';

/** What this gateway understands beyond 0.1.0; said to an app that does so too. */
export const FEATURES: string[] = [UPLOAD_SHA256, NAMES_TAKEN, MESSAGE_ATTACHMENTS];
