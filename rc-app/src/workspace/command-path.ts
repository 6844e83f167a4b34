import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { COMMAND_PATH } from '@rocketchat-openclaw/shared';

/**
 * The path at which the server takes commands for this installation of the app. The gateway cannot guess it, so the app
 * sends it.
 */
export interface CommandPath {
  /** Undefined if the server does not tell it; then the first command does. */
  get(app: Pick<IApp, 'getAccessors'>): Promise<string | undefined>;
  /** @param path as a request has named it */
  note(path: string | undefined): void;
}

/** The engine lists the paths for the app a moment after it was given them, and does not say when (accessors/mod.ts). */
const LOOK_AGAIN_MS = 50;
const MOST_LOOKS = 20;

export function openCommandPath(endpoint: string, pause: (ms: number) => Promise<void>): CommandPath {
  let known: string | undefined;

  const note = (path: string | undefined): void => {
    if (path && COMMAND_PATH.test(path)) known = path;
  };

  return {
    note,
    async get(app) {
      for (let looks = 0; !known && looks < MOST_LOOKS; looks++) {
        if (looks > 0) await pause(LOOK_AGAIN_MS);
        const listed = app.getAccessors().providedApiEndpoints ?? [];
        for (const { path, computedPath } of listed) if (path === endpoint) note(computedPath);
      }
      return known;
    },
  };
}
