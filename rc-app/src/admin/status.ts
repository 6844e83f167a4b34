import { type EventsAnswer, LIMITS, printable, skewInWords } from '@rocketchat-openclaw/shared';
import type { Commanded, Workspace } from '../commands/workspace.ts';
import { carrierTo } from '../push/carry.ts';
import { faultOf } from '../push/fault.ts';
import { sayHello } from '../push/hello.ts';
import { wayOf } from '../push/way.ts';
import { clock } from '../sandbox.ts';
import { describeOutbox } from './outbox.ts';

export interface Status {
  readonly isConnected: boolean;
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
  // Before what waits is sent: that is what the admin asks for.
  const outbox = await describeOutbox(app.outbox.open(), connection.isConnected, workspace, clock());
  if (connection.isConnected) app.outbox.wake(wayOf({ app, ...workspace }));
  const lines = [
    connection.text,
    ...(await describeKeys(app, read)),
    await describePath(app, read),
    outbox,
    await describeEgress(app, read),
    await describeDisagreement(app, read),
  ];
  return { ...connection, text: lines.filter(Boolean).join('\n') };
}

async function describeConnection(app: Commanded, read: Workspace['read'], http: Workspace['http']): Promise<Status> {
  const not = (why: string) => ({ isConnected: false, text: `❌ Not connected to OpenClaw: ${printable(why)}` });
  try {
    const to = await app.memory.connection.get(read);
    const carrier = carrierTo(to, { http, tray: app.tray });
    const pushed = await sayHello(app, read, carrier);
    if (!pushed.delivered) return not(pushed.why);
    const plugin = pushed.answer.hello ? `, plugin ${printable(pushed.answer.hello.pluginVersion, 64)}` : '';
    const how =
      carrier.kind === 'http' ? `Connected to OpenClaw at ${to.gatewayUrl}` : 'Connected: OpenClaw fetches from here';
    const text = `✅ ${how}, account ${to.accountId}${plugin}${describeClock(pushed.answer)}`;
    return { isConnected: true, text };
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
      `Keys: events ${eventKeys.current.kid}, commands ${commandKeys.current.kid}.`,
      ...(previous ? [`⚠️ Commands signed with the other key, ${previous.kid}, are accepted too. ${END_PREVIOUS}`] : []),
      ...(notTaken ? [`⚠️ The last value entered as a secret was not taken, and nothing has changed: ${notTaken}`] : []),
    ];
  } catch {
    return [];
  }
}

/** A gateway that is pushed to learns it by itself. */
async function describePath(app: Commanded, read: Workspace['read']): Promise<string> {
  const path = await app.commandPath.get(app);
  if (!path) return '⚠️ This server does not tell where it takes commands for the app: enable the app again.';
  const account = (await app.memory.connection.get(read).catch(() => undefined))?.accountId;
  const section = `channels.rocketchat${account && account !== 'default' ? `.accounts.${account}` : ''}`;
  const command = `openclaw config set ${section}.appPath ${path}`;
  return `Path for commands: \`${path}\`. Only with \`transport: pull\`, run this on the OpenClaw side: \`${command}\`.`;
}

const END_PREVIOUS =
  'To end this, enter the secret that the gateway uses now as *Shared secret*, or paste a connection code with it.';

/** Before it is too much: what differs by more than half a minute is refused. */
function describeClock({ hello }: EventsAnswer): string {
  const skew = hello ? clock() - hello.now : 0;
  if (Math.abs(skew) <= (LIMITS.clockSkewSeconds * 1_000) / 2) return '';
  return `\n⚠️ This server's clock is ${skewInWords(skew)} the gateway's. Half a minute is too much: synchronise both.`;
}

async function describeEgress({ memory }: Commanded, read: Workspace['read']): Promise<string> {
  const { paused, scope, rooms } = await memory.egress.get(read);
  if (paused) return '⏸️ Nothing leaves this workspace: the app is paused in its settings.';
  const what = scope === 'rooms' ? 'every message of the rooms I am in' : 'what is addressed to me';
  return `What leaves this workspace: ${what}${rooms.length > 0 ? `, only in ${rooms.join(', ')}` : ''}.`;
}

/** The agent waits for messages that never leave: without this line both sides would look right, and stay silent. */
async function describeDisagreement({ memory }: Commanded, read: Workspace['read']): Promise<string | undefined> {
  const rooms = (await memory.gatewayHello.get(read))?.activation.answersEveryMessageIn ?? [];
  if (rooms.length === 0 || (await memory.egress.get(read)).scope === 'rooms') return undefined;
  const where = rooms.map((room) => (room === '*' ? 'every room' : `#${room.replace(/^#/, '')}`)).join(', ');
  return [
    `⚠️ The agent is set to answer every message in ${where}, but this workspace sends only what is addressed to it:`,
    'choose *rooms* under *What leaves this workspace*, or set `requireMention` there.',
  ].join(' ');
}
