import { printable } from '@rocketchat-openclaw/shared';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import type { Account } from '../../config/account.ts';
import { isPerson, isTarget, readWanted, type Target } from '../../place/target.ts';
import type { FindTarget } from './find-target.ts';

type Resolver = NonNullable<ChannelPlugin<Account>['resolver']>;
type Asked = Parameters<Resolver['resolveTargets']>[0];
type Resolved = Awaited<ReturnType<Resolver['resolveTargets']>>[number];

/** Names → ids, as for the lists of the configuration: bare ids, since that is what stands there. */
export function resolverVia(find: FindTarget): Resolver {
  async function resolve(input: string, { cfg, accountId, kind }: Asked): Promise<Resolved> {
    const wanted = readWanted(input);
    if (!wanted) return { input, resolved: false, note: 'neither an id nor a name' };
    try {
      const found = isTarget(wanted) ? { target: wanted, display: undefined } : await find(wanted, cfg, accountId);
      if ((kind === 'user') !== isPerson(found.target)) return { input, resolved: false, note: `no ${kind}` };
      return {
        input,
        resolved: true,
        id: idOf(found.target),
        ...(found.display && { name: printable(found.display) }),
      };
    } catch (error) {
      return { input, resolved: false, note: printable(error instanceof Error ? error.message : String(error)) };
    }
  }
  return { resolveTargets: (asked) => Promise.all(asked.inputs.map((input) => resolve(input, asked))) };
}

const idOf = (target: Target): string => ('userId' in target ? target.userId : target.roomId);
