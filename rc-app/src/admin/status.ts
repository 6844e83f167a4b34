import { type EventsAnswer, LIMITS, printable } from '@rocketchat-openclaw/shared';
import { clock } from '../machine.ts';
import { outboxAccessors } from '../push/outbox-accessors.ts';
import { tryWays, type Ways } from '../push/try-ways.ts';
import type { EgressSettings } from '../settings/egress-settings.ts';
import { STATUS } from '../texts/admins.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
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
  workspace: Pick<Workspace, 'read' | 'http' | 'persistence'>,
): Promise<Status> {
  const { read } = workspace;
  const connection = await describeConnection(app, workspace);
  // Before the waiting events are sent: the admin asks about them.
  const outbox = await describeOutbox(app.outbox.open(), connection.isConnected, workspace, clock());
  if (connection.isConnected) app.outbox.wake(outboxAccessors({ app, ...workspace }));
  const egress = await app.memory.egress.get(read);
  const lines = [
    connection.text,
    ...(await describeKeys(app, read)),
    await describePath(app, read),
    outbox,
    describeEgress(egress),
    await describeDisagreement(egress, app, read),
  ];
  return { mayAsk: connection.isConnected && !egress.paused, text: lines.filter(Boolean).join('\n') };
}

async function describeConnection(
  app: Commanded,
  workspace: Pick<Workspace, 'read' | 'http'>,
): Promise<{ readonly isConnected: boolean; readonly text: string }> {
  const ways = await tryWays(app, workspace);
  if (ways.are === 'cut') return { isConnected: false, text: STATUS.notConnected(printable(ways.why)) };
  if (ways.are === 'one-way') return { isConnected: true, text: STATUS.oneWay(printable(ways.why)) };
  const lines = [...describeWays(ways), describeClock(ways.answer)];
  return { isConnected: true, text: lines.filter(Boolean).join('\n') };
}

function describeWays(ways: Extract<Ways, { are: 'open' | 'half-known' }>): string[] {
  const { to, answer } = ways;
  if (ways.are === 'half-known') return [STATUS.neverCame(to.accountId)];
  const plugin = answer.hello && printable(answer.hello.pluginVersion, 64);
  const text =
    ways.carrier === 'http'
      ? STATUS.connectedAt(to.gatewayUrl, to.accountId, plugin)
      : STATUS.fetchedBy(to.accountId, plugin);
  return [text, STATUS.answersCame(Math.max(0, clock() - ways.commandedAt))];
}

/** The same ids stand under `openclaw rocketchat keys`: where they are equal, so are the secrets. */
async function describeKeys({ memory }: Commanded, read: Workspace['read']): Promise<string[]> {
  try {
    const { eventKeys, commandKeys, notTaken } = await memory.connection.get(read);
    const { previous } = commandKeys;
    return [
      STATUS.keys(eventKeys.current.kid, commandKeys.current.kid),
      ...(previous ? [STATUS.previousKey(previous.kid)] : []),
      ...(notTaken ? [STATUS.notTaken(notTaken)] : []),
    ];
  } catch {
    return [];
  }
}

/** A gateway that takes pushes learns it by itself. */
async function describePath(app: Commanded, read: Workspace['read']): Promise<string> {
  const path = await app.commandPath.get(app);
  if (!path) return STATUS.noPath;
  const account = (await app.memory.connection.get(read).catch(() => undefined))?.accountId;
  const section = `channels.rocketchat${account && account !== 'default' ? `.accounts.${account}` : ''}`;
  return STATUS.path(path, `openclaw config set ${section}.appPath ${path}`);
}

/** A warning in time: a difference of more than half a minute is refused. */
function describeClock({ hello }: EventsAnswer): string {
  const skew = hello ? clock() - hello.now : 0;
  if (Math.abs(skew) <= (LIMITS.clockSkewSeconds * 1_000) / 2) return '';
  return skew > 0 ? STATUS.clockIsAhead(skew) : STATUS.clockIsBehind(skew);
}

function describeEgress({ paused, scope, rooms }: EgressSettings): string {
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
): Promise<string> {
  const rooms = (await memory.gatewayHello.get(read))?.activation.answersEveryMessageIn ?? [];
  if (rooms.length === 0 || scope === 'rooms') return '';
  const where = rooms.map((room) => (room === '*' ? STATUS.everyRoom : `#${room.replace(/^#/, '')}`)).join(', ');
  return STATUS.disagreement(where);
}
