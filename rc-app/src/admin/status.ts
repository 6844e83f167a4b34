import { clock } from '../machine.ts';
import { outboxAccessors } from '../push/outbox-accessors.ts';
import { tryWays } from '../push/try-ways.ts';
import type { EgressSettings } from '../settings/egress-settings.ts';
import { SWEEP } from '../sweep/job.ts';
import { LACKS } from '../texts/faults.ts';
import type { Words } from '../texts/words.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { describeClock, describeWays } from './connection.ts';
import { describeOutbox } from './outbox.ts';

export interface Status {
  /** Would the agent hear of a command now? */
  readonly mayAsk: boolean;
  readonly text: string;
}

/**
 * `/openclaw status` for admins: tries the connection now, and says what may leave. Addresses and key ids, never a
 * secret.
 */
export async function describeStatus(
  app: Commanded,
  workspace: Workspace,
  roomId: string,
  words: Words,
): Promise<Status> {
  const { read } = workspace;
  const ways = await tryWays(app, workspace);
  const isConnected = ways.are !== 'cut';
  // Before the waiting events are sent: the admin asks about them.
  const outbox = await describeOutbox(app.outbox.open(), isConnected, workspace, clock(), words);
  if (isConnected) app.outbox.wake(outboxAccessors({ app, ...workspace }));
  const egress = await app.memory.egress.get(read);
  const lines = [
    describeWays(ways, words),
    describeClock(ways, words),
    ...(await describeKeys(app, read, words)),
    await describePath(app, read, words),
    await describePermissions(app, workspace, roomId, words),
    outbox,
    describeEgress(egress, words),
    await describeDisagreement(egress, app, read, words),
  ];
  return { mayAsk: isConnected && !egress.paused, text: lines.filter(Boolean).join('\n') };
}

/** The same ids stand under `openclaw rocketchat keys`: where they are equal, so are the secrets. */
async function describeKeys(
  { memory }: Commanded,
  read: Workspace['read'],
  { STATUS, fault }: Words,
): Promise<string[]> {
  try {
    const { eventKeys, commandKeys, notTaken } = await memory.connection.get(read);
    const { previous } = commandKeys;
    return [
      STATUS.keys(eventKeys.current.kid, commandKeys.current.kid),
      ...(previous ? [STATUS.previousKey(previous.kid)] : []),
      ...(notTaken ? [STATUS.notTaken(fault(notTaken))] : []),
    ];
  } catch {
    return [];
  }
}

/** A gateway that takes pushes learns it by itself. */
async function describePath(app: Commanded, read: Workspace['read'], { STATUS }: Words): Promise<string> {
  const path = await app.commandPath.get(app);
  if (!path) return STATUS.noPath;
  const account = (await app.memory.connection.get(read).catch(() => undefined))?.accountId;
  const section = `channels.rocketchat${account && account !== 'default' ? `.accounts.${account}` : ''}`;
  return STATUS.path(path, `openclaw config set ${section}.appPath ${path}`);
}

/** @param roomId of any room */
async function describePermissions(
  { permissions }: Commanded,
  { read, modify }: Pick<Workspace, 'read' | 'modify'>,
  roomId: string,
  { STATUS, fault }: Words,
): Promise<string> {
  const missing = await permissions.missing(read, roomId);
  if (missing) return STATUS.lacks(fault(LACKS(missing)));
  return (await permissions.maySchedule(SWEEP, clock(), modify)) ? '' : STATUS.lacks(fault(LACKS('scheduler')));
}

export function describeEgress({ paused, scope, rooms }: EgressSettings, { STATUS }: Words): string {
  if (paused) return STATUS.paused;
  const only = rooms.join(', ');
  if (scope === 'rooms') return only ? STATUS.sendsRoomsIn(only) : STATUS.sendsRooms;
  return only ? STATUS.sendsAddressedIn(only) : STATUS.sendsAddressed;
}

/** The agent waits for messages that never leave: without this line both sides would look right, and stay silent. */
async function describeDisagreement(
  { scope }: EgressSettings,
  { memory }: Commanded,
  read: Workspace['read'],
  { STATUS }: Words,
): Promise<string> {
  const rooms = (await memory.gatewayHello.get(read))?.activation.answersEveryMessageIn ?? [];
  if (rooms.length === 0 || scope === 'rooms') return '';
  const where = rooms.map((room) => (room === '*' ? STATUS.everyRoom : `#${room.replace(/^#/, '')}`)).join(', ');
  return STATUS.disagreement(where);
}
