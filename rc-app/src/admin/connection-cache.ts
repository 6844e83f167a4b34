import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { type Connection, readConnection } from './connection.ts';

/**
 * The connection, read once and kept until a setting changes. It loads lazily, because after a crash of the sandbox an
 * event can arrive before `onEnable`.
 */
export interface ConnectionCache {
  get(read: IRead): Promise<Connection>;
  forget(): void;
}

export function cacheConnection(): ConnectionCache {
  let cached: Promise<Connection> | undefined;
  return {
    get(read) {
      cached ??= readConnection(read.getEnvironmentReader().getSettings());
      return cached;
    },
    forget() {
      cached = undefined;
    },
  };
}
