import { type EventsAnswer, LIMITS, printable } from '@rocketchat-openclaw/shared';
import { clock } from '../machine.ts';
import { carrierTo } from '../push/carry.ts';
import { faultOf } from '../push/fault.ts';
import { sayHello } from '../push/hello.ts';
import { outboxAccessors } from '../push/outbox-accessors.ts';
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
  const { read, http } = workspace;
  const connection = await describeConnection(app, read, http);
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
  read: Workspace['read'],
  http: Workspace['http'],
): Promise<{ readonly isConnected: boolean; readonly text: string }> {
  const not = (why: string) => ({ isConnected: false, text: STATUS.notConnected(printable(why)) });
  try {
    const to = await app.memory.connection.get(read);
    const carrier = carrierTo(to, { http, mailbox: app.mailbox });
    const pushed = await sayHello(app, read, carrier);
    if (!pushed.delivered) return not(pushed.why);
    const { hello } = pushed.answer;
    const back = await app.ways.faultNow(hello);
    if (back) return { isConnected: true, text: STATUS.oneWay(printable(back.why)) };
    const commandedAt = app.ways.commandedAt(hello);
    const plugin = hello && printable(hello.pluginVersion, 64);
    const text =
      carrier.kind === 'http'
        ? STATUS.connectedAt(to.gatewayUrl, to.accountId, plugin)
        : STATUS.fetchedBy(to.accountId, plugin);
    // Only a side that has heard from both directions may say that there is a connection.
    const ways =
      commandedAt === undefined
        ? [STATUS.neverCame(to.accountId)]
        : [text, STATUS.answersCame(Math.max(0, clock() - commandedAt))];
    const lines = [...ways, describeClock(pushed.answer)];
    return { isConnected: true, text: lines.filter(Boolean).join('\n') };
  } catch (error) {
    return not(faultOf(error));
  }
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
