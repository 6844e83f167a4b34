import type { Stage } from './stage.ts';

/** What somebody has to read, as often as there are patterns, or why nobody can know it there. */
export type Reads = readonly RegExp[] | { readonly cannot: string };

/** One way in which a set-up is broken. */
export interface Form {
  readonly name: string;
  /** Breaks what was right. */
  readonly set: (stage: Stage) => Promise<void>;
  /** `/openclaw status`, as an admin reads it. */
  readonly app: Reads;
  /** `openclaw channels status --probe`. */
  readonly gateway: Reads;
  /** What only the person sees who has mentioned the bot. */
  readonly person: Reads;
  /** A log, or what goes into it, where no status can know. */
  readonly logs?: { readonly of: (stage: Stage) => string | Promise<string>; readonly says: readonly RegExp[] };
}

/** A broken set-up, by its number in the table of the first version. */
export interface Row {
  readonly n: number;
  readonly name: string;
  readonly forms: readonly Form[];
}

/** What people read, by what becomes of their message. */
export const PERSON = {
  waits: [/^I can't reach the agent\. Your message waits here for up to 24 hours/],
  waitsForAdmin: [/^I can't reach the agent\. Your message waits here until an admin has repaired the connection/],
  noWayBack: [/^The agent has your message, but its answer cannot come here\. Ask an admin to run `\/openclaw status`/],
  notTaken: [/^The agent did not get your message/],
  notConnected: [/^I am not connected yet: an admin has to paste a connection code/],
} as const;

export const NO_APP_SPEAKS = { cannot: 'no app runs that could say a word' } as const;

/** The app tells it the gateway, which shows it behind this. */
export const AS_THE_APP_SAYS = /^the workspace has not been able to deliver its events since/;
/** The gateway tells it the app, which shows it behind this. */
export const AS_THE_GATEWAY_SAYS = /^❌ OpenClaw takes events from here, but its answers do not arrive: /;
