import { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';

/** AppManager refuses to be made twice in one process; this is what it looks at. */
export function forgetInstance(): void {
  (AppManager as { Instance: AppManager | undefined }).Instance = undefined;
}

/**
 * Permission checks ask `AppManager.Instance`, of which there is one per process, about an app by its id. The check is the
 * first, synchronous step of every call of a bridge, so each workspace puts its own manager there right before.
 */
export function claimInstance(manager: AppManager): void {
  AppManager.Instance = manager;
}
