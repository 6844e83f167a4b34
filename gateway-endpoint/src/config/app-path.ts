import { COMMAND_PATH } from '@rocketchat-openclaw/shared';

/** With the address or the prefix of the site before it, or without. */
export const APP_PATH = new RegExp(COMMAND_PATH.source.slice(1));

/** The app's part of the address: `baseUrl` has the rest. */
export const appPathIn = (text: string): string | undefined => APP_PATH.exec(text)?.[0];
