import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';

type Listener = (...args: unknown[]) => unknown;

/**
 * The engine neither awaits nor catches its post-event listeners (AppListenerManager.executeListener), so an app that throws
 * an AppsEngineException becomes an unhandled rejection of the host. Their promises are caught here, where they begin.
 */
export function catchListenerFailures(manager: AppManager, log: (line: string) => void): void {
  const listeners = manager.getListenerManager();
  // The methods are private in the types; they are looked up by name because there is one per event.
  const methods = listeners as unknown as Record<string, Listener>;
  for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(listeners))) {
    const method = methods[name];
    if (!name.startsWith('executePost') || !method) continue;
    methods[name] = async (...args) => {
      try {
        return await method.apply(listeners, args);
      } catch (error) {
        log(`error unhandled rejection in ${name}: ${String(error)}`);
        return undefined;
      }
    };
  }
}

/** For whatever else of the engine rejects unseen. Returns what takes the guard away. */
export function guardProcess(log: (line: string) => void): () => void {
  const listener = (reason: unknown) => log(`error unhandled rejection: ${String(reason)}`);
  process.on('unhandledRejection', listener);
  return () => process.off('unhandledRejection', listener);
}
