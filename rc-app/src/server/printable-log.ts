import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors/ILogger';
import { printable } from '@rocketchat-openclaw/shared';

type Level = 'debug' | 'info' | 'log' | 'warn' | 'error' | 'success';

/** Words of a gateway reach the log of the server as well: this makes each entry one line. */
export function printableLog(log: ILogger): ILogger {
  const at =
    (level: Level) =>
    (...items: unknown[]) =>
      log[level](...items.map((item) => (typeof item === 'string' ? printable(item) : item)));
  return {
    method: log.method,
    debug: at('debug'),
    info: at('info'),
    log: at('log'),
    warn: at('warn'),
    error: at('error'),
    success: at('success'),
    getEntries: () => log.getEntries(),
    getMethod: () => log.getMethod(),
    getStartTime: () => log.getStartTime(),
    getEndTime: () => log.getEndTime(),
    getTotalTime: () => log.getTotalTime(),
  };
}
