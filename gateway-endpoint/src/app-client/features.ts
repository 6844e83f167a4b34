import { MESSAGE_ATTACHMENTS, NAMES_TAKEN, UPLOAD_SHA256 } from '@rocketchat-openclaw/shared';

/** Features beyond 0.1.0. The hello names them to an app that names its own. */
export const FEATURES: string[] = [UPLOAD_SHA256, NAMES_TAKEN, MESSAGE_ATTACHMENTS];
