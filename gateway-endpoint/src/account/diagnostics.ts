import type { Event } from '@rocketchat-openclaw/shared';
import { logWebhookError, logWebhookProcessed, logWebhookReceived } from 'openclaw/plugin-sdk/logging-core';
import { Amended } from '../admit/under-hand.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import type { Entry } from '../logbook/write.ts';
import type { Store } from '../store/store.ts';

/**
 * Our events for OpenClaw's diagnostics, and so for Prometheus and OpenTelemetry, where each counts as an update of a
 * webhook: `webhook.received`, `webhook.processed` and `webhook.error`. OpenClaw's own dispatch counts messages
 * (`message.received`, `message.queued`, `message.processed`), so we do not.
 */
export interface Diagnostics {
  /** It is stored, and was not known before. */
  received(event: Event): void;
  /** It has had its outcome; given up, it is an error. */
  processed(entry: Entry): void;
  /** An attempt to handle it has failed. */
  failed(event: Event, error: unknown): void;
}

interface Needs {
  readonly store: Pick<Store, 'db'>;
  readonly clock: () => number;
  /** Aborted when the account is stopped. */
  readonly signal: AbortSignal;
}

export function openDiagnostics({ store: { db }, clock, signal }: Needs): Diagnostics {
  const arrival = db.prepare('SELECT received_at FROM ingress WHERE id = ?');

  /** A turn may outlive its account, and the store with it. */
  function durationOf(id: string): { durationMs?: number } {
    const receivedAt = db.isOpen ? arrival.get(id)?.['received_at'] : undefined;
    return typeof receivedAt === 'number' ? { durationMs: Math.max(0, clock() - receivedAt) } : {};
  }

  return {
    received: (event) => logWebhookReceived(updateOf(event)),
    processed({ id, kind, roomId, outcome, reason = outcome }) {
      const update = named(kind, roomId);
      if (outcome === 'given up') logWebhookError({ ...update, error: reason });
      else logWebhookProcessed({ ...update, ...durationOf(id) });
    },
    failed(event, error) {
      // Stopped, or edited meanwhile, it is handled again, and nothing was wrong.
      if (signal.aborted || error instanceof Amended) return;
      // Its sentence may name people and rooms, and is in our own log.
      logWebhookError({ ...updateOf(event), error: error instanceof Error ? error.name : 'Error' });
    },
  };
}

const named = (updateType: string, chatId: string | undefined) => ({
  channel: CHANNEL_ID,
  updateType,
  ...(chatId !== undefined && { chatId }),
});

const updateOf = (event: Event) => named(event.type, 'room' in event ? event.room.id : undefined);
