import { type AppHello, commandRoute } from '@rocketchat-openclaw/shared';
import { type Account, type Link, sectionOf } from '../config/account.ts';
import { NO_APP } from '../texts/faults.ts';
import type { KeptPath } from './kept-path.ts';

/** The paths at which an account's app may take commands, below the address of its workspace. */
export interface AppPath {
  /** The likeliest first; never empty. */
  candidates(): readonly string[];
  /** Is the app newer than 0.1.0, which refuses unknown fields? */
  isPrivate(): boolean;
  /** Called when no app answers at any of them. */
  lost(): void;
  /** Should the app say hello, so that we know its path? */
  isWanted(): boolean;
  /** The app has said hello. */
  told(hello: AppHello): void;
  /** @returns whether the app says hello within so many milliseconds */
  untilTold(ms: number, signal?: AbortSignal): Promise<boolean>;
  /** What the operator can do if no app answers. */
  readonly cure: string;
}

interface Needs {
  readonly account: Pick<Account, 'accountId' | 'transport'>;
  readonly link: Link;
  readonly kept: KeptPath;
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Does the app send its hello to this process? It does not for the CLI. */
  readonly isHeard: boolean;
}

export function openAppPath({ account, link, kept, pause, isHeard }: Needs): AppPath {
  let learned = kept.read();
  let isLost = false;
  let hello = Promise.withResolvers<void>();
  const known = () => [learned, link.appPath].filter((path) => path !== undefined);

  return {
    cure: cureFor(account, link),
    // The path that the app named last is of its present installation; the one in the configuration may be of an older one.
    candidates: () => (known().length > 0 ? [...new Set(known())] : [commandRoute(account.accountId).path]),
    isPrivate: () => known().length > 0,
    lost() {
      isLost = true;
    },
    isWanted: () => isLost,
    told({ commandPath }) {
      isLost = false;
      if (commandPath !== learned) kept.write(commandPath);
      learned = commandPath;
      hello.resolve();
      hello = Promise.withResolvers();
    },
    async untilTold(ms, signal) {
      if (!isHeard) return false;
      return Promise.race([hello.promise.then(() => true), pause(ms, signal).then(() => false)]);
    },
  };
}

function cureFor({ accountId, transport }: Needs['account'], { baseUrl }: Link): string {
  return transport === 'pull' ? NO_APP.pull(baseUrl, `${sectionOf(accountId)}.appPath`) : NO_APP.push(baseUrl);
}
