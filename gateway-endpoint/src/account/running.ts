import type { AppHello, Way } from '@rocketchat-openclaw/shared';
import type { Held } from '../admit/held-events.ts';
import type { AppClient } from '../app-client/client.ts';
import type { Counters } from '../gate/counters.ts';
import type { RoomNames } from '../gate/room-names.ts';
import type { Interactions } from '../interactions/interactions.ts';
import type { Fetching } from '../receive/fetching.ts';
import type { Sender } from '../reply/sender.ts';
import type { TakenNames } from '../text/taken-names.ts';

/** A running account, for the parts that OpenClaw calls by account id: outbound, status, tools. */
export interface Running {
  readonly client: AppClient;
  /** Of the OpenClaw that runs it. */
  readonly hostVersion: string;
  readonly sender: Sender;
  readonly names: TakenNames;
  readonly counters: Counters;
  readonly roomNames: RoomNames;
  readonly interactions: Interactions;
  /** How much waits for the agent, or is being handled. */
  held: (() => Held) | undefined;
  /** When a delivery of the app last came through the door, or was fetched; in milliseconds since 1970. */
  heardAt: number | undefined;
  /** Whether our commands reach the app. */
  readonly way: () => Way;
  /** The app's last hello. */
  app: AppHello | undefined;
  /** With `transport: pull`. */
  fetching: Fetching | undefined;
  /** The address of another workspace that uses the code of this account. */
  readonly stranger: () => string | undefined;
}

/** The accounts that run in this process. */
export const running = new Map<string, Running>();

/**
 * Adds an account.
 *
 * @returns removes it. A successor that has started meanwhile stays
 */
export function register(accountId: string, self: Running): () => void {
  running.set(accountId, self);
  return () => {
    if (running.get(accountId) === self) running.delete(accountId);
  };
}
