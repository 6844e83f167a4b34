import { ACTOR_LANGUAGE, MESSAGE_ATTACHMENTS } from '@rocketchat-openclaw/shared';

/** Features of the gateway beyond 0.1.0. The hello names them to an app that names its own. */
export const FEATURES: string[] = [MESSAGE_ATTACHMENTS, ACTOR_LANGUAGE];
