import type { AppInterface } from '@rocket.chat/apps-engine/definition/metadata/index.js';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';
import type { Announce } from '../server.ts';

interface AnnouncerNeeds {
  /** The manager comes after the server that announces to it. */
  readonly manager: () => AppManager;
  readonly log: (line: string) => void;
  /** Milliseconds that an event is late; what makes events overtake one another in tests. */
  readonly shuffleDelayMs: (() => number) | undefined;
  readonly stopped: AbortSignal;
  /** Told how many milliseconds the apps took with an event. */
  readonly took: (event: string, ms: number) => void;
}

/** triggerEvent of the orchestrator (ee/server/apps/orchestrator.js): starts, and nobody waits. */
export function createAnnouncer({ manager, log, shuffleDelayMs, stopped, took }: AnnouncerNeeds): Announce {
  return (event, data) => {
    const deliver = async () => {
      if (stopped.aborted) return;
      // The list of interfaces is one enum, and each takes its own data.
      const listeners = manager().getListenerManager() as unknown as {
        executeListener(event: AppInterface, data: unknown): Promise<unknown>;
      };
      const started = performance.now();
      try {
        await listeners.executeListener(event as AppInterface, data);
      } catch (error) {
        log(`error event ${event} failed: ${String(error)}`);
      }
      took(event, performance.now() - started);
    };
    const delay = shuffleDelayMs?.() ?? 0;
    return new Promise((resolve) => {
      const start = () => void deliver().then(resolve);
      // Never in the caller's own turn: the one who wrote the message has their answer first.
      if (delay > 0) setTimeout(start, delay).unref();
      else setImmediate(start);
    });
  };
}
