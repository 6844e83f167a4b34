import { type AppPath, openAppPath } from '../../../gateway-endpoint/src/app-client/app-path.ts';

interface Facts {
  readonly transport?: 'push' | 'pull';
  /** As the operator has set it. */
  readonly appPath?: string;
  /** As the app has told it before. */
  readonly kept?: string;
  readonly isHeard?: boolean;
  readonly pause?: () => Promise<void>;
}

/** Where the app of the account `default` is, with what was written down about it. */
export function aPath(facts: Facts = {}): AppPath & { readonly written: (string | undefined)[] } {
  const { transport = 'push', appPath, kept, isHeard = false, pause = async () => undefined } = facts;
  const written: (string | undefined)[] = [];
  const link = { baseUrl: 'http://chat', secrets: { current: 'none' }, appPath };
  const path = openAppPath({
    account: { accountId: 'default', transport },
    link,
    kept: { read: () => kept, write: (each) => void written.push(each) },
    pause,
    isHeard,
  });
  return { ...path, written };
}
