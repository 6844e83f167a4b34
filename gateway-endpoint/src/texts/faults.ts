import { hasCure, whyUnreached } from '@rocketchat-openclaw/shared';

/**
 * Why an account does not work: what operators read in the log, in `openclaw channels status` and on the command line. A
 * fault is a clause that stands for itself, because it is stored and shown behind a colon; it says what to do.
 */

/** Faults of the configuration. `set` and `path` are paths of settings in openclaw.json. */
export const ACCOUNT_FAULT = {
  notConfigured: 'it is not configured',
  badId: (pattern: string) => `rename the account: its id must match ${pattern}`,
  ambiguousId: (other: string) => `rename the account: OpenClaw would take it for ${other}`,
  noBaseUrl: (path: string) => `set ${path} to the address of the workspace`,
  noSecret: 'make a secret with `openclaw rocketchat connect`',
  unreadableSecret: (path: string) => `${path} refers to a secret that cannot be read: see \`openclaw secrets audit\``,
  badSecret: (path: string, why: string) => `${path}: ${why}`,
} as const;

/** The app did not carry out a command. */
export const COMMAND_FAULT = {
  unreachable: (baseUrl: string, reason: string) => {
    const why = whyUnreached(reason) ?? reason;
    return hasCure(why)
      ? `no answer from ${baseUrl}: ${why}`
      : `no answer from ${baseUrl} (${why}): check that the workspace runs, and that baseUrl is right`;
  },
  noReason: 'no reason given',
  clock: (skew: string) => `our clock is ${skew} the workspace's: set it right`,
  otherSecret: (kid: string, accountId: string) =>
    `the secret or the account differs on the two sides: compare the key ids with \`/openclaw status\` there; ours for commands is ${kid}, of account ${accountId}. If they are the same, a proxy removes the \`authorization\` header; otherwise paste a fresh connection code there`,
  tooLarge: 'the command is larger than the server, or a proxy before it, accepts: each has to take 100 kB',
  tooMany: 'the workspace asks us to slow down',
  redirects: (baseUrl: string) => `${baseUrl} redirects: set baseUrl to the address it redirects to`,
  serverFailed: 'the server failed or is starting: look into its log if this goes on',
  proxyFailed:
    'a proxy before the workspace does not reach it: check that the workspace runs, and where the proxy leads',
  notReady:
    'the app is there, but not connected or not ready: paste the connection code, which `openclaw rocketchat connect` prints, into its settings; if that is done, look into the log of the app',
  notOurs: (command: string) =>
    `${command}: the answer is not ours: check that baseUrl is the address of the workspace, that no proxy answers in its place, and that both halves have the same version`,
  notTaken:
    'the server does not accept our commands: check that baseUrl is right, and that both halves have the same version',
} as const;

/** For an app whose workspace is not the one of the account. */
export const OTHER_WORKSPACE = (accountId: string, siteUrl: string) =>
  `account ${accountId} belongs to the workspace ${siteUrl}, and answers go there: connect this one to an account of its own, \`openclaw rocketchat connect --account …\``;

/** No app answers at the path where it takes commands. */
export const NO_APP = {
  pull: (baseUrl: string, path: string) =>
    `the app at ${baseUrl} is not installed, not enabled (private apps need a plan; its log says more), without the permission \`api\`, or was installed again: set ${path} to the path that \`/openclaw status\` shows an admin there. Otherwise baseUrl lacks the path of the workspace`,
  push: (baseUrl: string) =>
    `the app at ${baseUrl} is not installed, not enabled (private apps need a plan; its log says more), without the permission \`api\`, or was installed again: enable it, and paste the connection code into its settings. Otherwise baseUrl lacks the path of the workspace`,
} as const;

export const DISK_FAULT = {
  full: 'the disk is full',
  quota: 'the disk quota is used up',
  readOnly: 'the disk is read-only',
  broken: 'the disk cannot be read or written',
  noNewFiles: 'the disk takes no new files, or is full',
} as const;

/** The gateway takes no events for now: whole sentences, for its log. */
export const NOT_TAKEN = {
  full: (how: string) =>
    `no more events are taken: ${how}. The workspace keeps them, and they come in by themselves as what waits is answered`,
  stuck: (fault: string, folder: string) =>
    `events cannot be stored: ${fault} (${folder}). The workspace keeps them and sends them again; make room, or make the disk writable, and they come in`,
} as const;

/** A file with the state of an account. */
export const STORE_FILE = { own: 'the state of an account', old: 'a file of version 0.1.0' } as const;

/** The file with the state of an account, and those that 0.1.0 has left. `which` is of `STORE_FILE`. */
export const STORE_FAULT = {
  newer: (path: string, theirs: number, ours: number) =>
    `${path} was written by a newer version of this plugin (its format is ${theirs}, this version knows ${ours}): install that version again. The file was not changed.`,
  older: (path: string) =>
    `${path} was last written by an earlier version of this plugin: run \`openclaw gateway restart\`, so that the gateway uses this version`,
  inUse: (path: string, which: string) =>
    `${path}, ${which}, is in use by another program: end that program, such as a second gateway. Nothing was changed. The next start tries again.`,
  closed: (path: string, which: string) =>
    `${path}, ${which}, cannot be opened: its owner and its rights must let the gateway read and write it. Nothing was changed.`,
  damaged: (path: string, why: string) =>
    `${path}, the state of an account, cannot be read (${why}): restore it from a backup, or move it out of the folder to start without its content. Nothing was changed.`,
  unreadable: (path: string) =>
    `${path}, a file of version 0.1.0, cannot be read: move it out of the folder to start without its content. Nothing was changed.`,
  foreign: (path: string, why: string) =>
    `${path}, a file of version 0.1.0, cannot be read (${why}): move it out of the folder to start without its content. Nothing was changed.`,
  unfit: (path: string, why: string) =>
    `${path}, a file of version 0.1.0, has a row that does not fit (${why}): move it out of the folder to start without its content. Nothing was changed.`,
  incomplete: (table: string, rows: number) =>
    `${rows} rows of ${table} cannot be taken over from version 0.1.0. Nothing was changed.`,
  notRemoved: (path: string, why: string) =>
    `${path}, a file of version 0.1.0, cannot be removed (${why}): end the program that uses it, or remove the file. Its content was taken over. The next start tries again.`,
  mayBeAnswered: 'it waited when a backup was made, which was restored, and may have been answered since',
  notTakenOver: (accountId: string) =>
    `account ${accountId} still has the files of version 0.1.0: start the gateway once, which takes them over`,
} as const;
