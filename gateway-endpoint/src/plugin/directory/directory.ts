import { type Actor, type Bot, printable, type Room } from '@rocketchat-openclaw/shared';
import type { ChannelDirectoryEntry } from 'openclaw/plugin-sdk/channel-contract';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { createChannelDirectoryAdapter, type DirectoryConfigParams } from 'openclaw/plugin-sdk/directory-runtime';
import {
  type Lookup,
  membersOf,
  peopleAround,
  personCalled,
  personWithId,
  roomsLike,
} from '../../app-client/lookup.ts';
import { type Account, resolveAccount } from '../../config/account.ts';
import { bareUserId } from '../../config/identity.ts';
import { isTarget, readWanted, writeTarget } from '../../place/target.ts';
import type { FindTarget } from './find-target.ts';

type Directory = NonNullable<ChannelPlugin<Account>['directory']>;

/** People that the configuration names: each is asked for by id, so that there is a limit. */
const MOST_ASKED = 50;

interface DirectoryOf {
  readonly lookupIn: (cfg: DirectoryConfigParams['cfg'], accountId: string | null | undefined) => Lookup;
  readonly botOf: (cfg: DirectoryConfigParams['cfg'], accountId: string | null | undefined) => Promise<Bot>;
  readonly find: FindTarget;
}

/**
 * The possible targets: `openclaw directory`. It lists the rooms of the bot, and the people of the configuration and of
 * these rooms. Other people are found by their full name.
 */
export function directoryVia({ lookupIn, botOf, find }: DirectoryOf): Directory {
  async function peers({ cfg, accountId, query, limit }: DirectoryConfigParams) {
    const lookup = lookupIn(cfg, accountId);
    const name = (query ?? '').trim().replace(/^@/, '');
    const called = name ? [await personCalled(name, lookup), await personWithId(name, lookup)] : [];
    const known = await Promise.all(knownPeople(resolveAccount(cfg, accountId)).map((id) => personWithId(id, lookup)));
    const around = (await peopleAround(lookup)).filter(({ type }) => type !== 'app');
    const people = [...called, ...[...known, ...around].filter((each) => each && isAlike(each, name))];
    return distinct(people.filter((each) => each !== undefined))
      .slice(0, limit ?? undefined)
      .map(entryOfPerson);
  }

  async function groups({ cfg, accountId, query, limit }: DirectoryConfigParams) {
    const rooms = await roomsLike((query ?? '').trim().replace(/^#/, ''), lookupIn(cfg, accountId));
    return rooms.slice(0, limit ?? undefined).map(entryOfRoom);
  }

  return createChannelDirectoryAdapter({
    async self({ cfg, accountId }) {
      const { id, username } = await botOf(cfg, accountId);
      return entryOfPerson({ id, username, name: username });
    },
    // Not cached: the workspace is asked each time.
    listPeers: peers,
    listPeersLive: peers,
    listGroups: groups,
    listGroupsLive: groups,
    async listGroupMembers({ cfg, accountId, groupId, limit }) {
      const wanted = readWanted(groupId);
      const target = wanted && (isTarget(wanted) ? wanted : (await find(wanted, cfg, accountId)).target);
      if (!target || !('roomId' in target))
        throw new Error(`${groupId} is no room: use channel:<room id> or #room-name`);
      const members = await membersOf(target.roomId, lookupIn(cfg, accountId), limit ?? undefined);
      return members.map(entryOfPerson);
    },
  });
}

/** The ids of the people that the configuration names. */
function knownPeople({ policy }: Pick<Account, 'policy'>): string[] {
  const rooms = Object.values(policy.rooms).flatMap(({ users }) => users ?? []);
  const listed = [...policy.allowFrom, ...policy.groupAllowFrom, ...policy.commandAllowFrom, ...rooms];
  const ids = listed.map((entry) => bareUserId(String(entry))).filter((id) => /^[^@*:]+$/.test(id));
  return [...new Set(ids)].slice(0, MOST_ASKED);
}

function isAlike({ id, username, name }: Actor, query: string): boolean {
  return [id, username, name].some((each) => each.toLowerCase().includes(query.toLowerCase()));
}

function distinct(people: readonly Actor[]): Actor[] {
  return [...new Map(people.map((each) => [each.id, each])).values()];
}

/** The CLI prints these names unchanged. */
function entryOfPerson({ id, username, name }: Pick<Actor, 'id' | 'username' | 'name'>): ChannelDirectoryEntry {
  return {
    kind: 'user',
    id: writeTarget({ userId: id }),
    name: printable(name || username),
    handle: `@${printable(username)}`,
  };
}

function entryOfRoom({ id, name, type }: Room): ChannelDirectoryEntry {
  const handle = `#${printable(name)}`;
  return { kind: type === 'channel' ? 'channel' : 'group', id: writeTarget({ roomId: id }), name: handle, handle };
}
