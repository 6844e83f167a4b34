/** The app's id in Rocket.Chat: part of its API path and of every token. `app.json` must carry the same one. */
export const APP_ID = 'd0b4f9a2-5c1e-4e7b-8a36-2f6e7c9b1d54';

/** The direction of a token. Each direction has its own key, type, issuer and audience. */
export type Direction = 'event' | 'command';

/** The claims of a token that follow from direction and account: issuer, audience, type and path. */
export interface Route {
  readonly direction: Direction;
  readonly typ: 'rc-event+jwt' | 'oc-command+jwt';
  readonly issuer: string;
  readonly audience: string;
  /** The path inside the token, without any prefix that a proxy or a base URL adds. Not always the one that is requested. */
  readonly path: string;
}

/** Account ids stand in paths and key labels, hence the narrow alphabet. */
export const ACCOUNT_ID = /^[a-z0-9_-]{1,64}$/;

/** The way from the app to an account of the gateway. */
export function eventRoute(accountId: string): Route {
  return {
    direction: 'event',
    typ: 'rc-event+jwt',
    issuer: `rocketchat:${APP_ID}`,
    audience: `openclaw:${accountId}`,
    path: `/rocketchat/${accountId}/events`,
  };
}

/** The way from an account of the gateway to the app. */
export function commandRoute(accountId: string): Route {
  return {
    direction: 'command',
    typ: 'oc-command+jwt',
    issuer: `openclaw:${accountId}`,
    audience: `rocketchat:${APP_ID}`,
    path: `/api/apps/public/${APP_ID}/commands`,
  };
}

/**
 * The only form of a private path that the gateway sends commands to: they always go to the app at the address that the
 * operator has set. The part that is not fixed is the `_id` of the installed app's document.
 */
export const COMMAND_PATH = new RegExp(`^/api/apps/private/${APP_ID}/[A-Za-z0-9_-]{1,64}/commands$`);

/** The end of a file's path: for one file, and good for one pull. */
export const FILE_TOKEN = /^[A-Za-z0-9_-]{16,128}$/;

/** The path at which the app pulls a file from the gateway. It pulls no other kind of path. */
export function filePath(accountId: string, token: string): string {
  return `/rocketchat/${accountId}/files/${token}`;
}
