import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import type { Commanded, Workspace } from '../commands/workspace.ts';
import { sayHello } from '../push/hello.ts';
import { faultOf } from '../push/tell.ts';

/** `/openclaw status`: tries the connection now, and says what may leave. Addresses and key ids, never a secret. */
export async function describeStatus(
  by: IUser,
  app: Commanded,
  { read, http }: Pick<Workspace, 'read' | 'http'>,
): Promise<string> {
  if (!by.roles?.includes('admin')) return 'Only an admin may ask for that.';
  return [await describeConnection(app, read, http), await describeEgress(app, read)].join('\n');
}

async function describeConnection(app: Commanded, read: Workspace['read'], http: Workspace['http']): Promise<string> {
  try {
    const { gatewayUrl, accountId, eventKeys } = await app.memory.connection.get(read);
    const pushed = await sayHello(app, read, http);
    const where = `${gatewayUrl}, account ${accountId}, key ${eventKeys.current.kid}`;
    return pushed.delivered ? `✅ Connected to OpenClaw at ${where}` : `❌ Not connected to OpenClaw: ${pushed.why}`;
  } catch (error) {
    return `❌ Not connected to OpenClaw: ${faultOf(error)}`;
  }
}

async function describeEgress({ memory }: Commanded, read: Workspace['read']): Promise<string> {
  const { paused, scope, rooms } = await memory.egress.get(read);
  if (paused) return '⏸️ Nothing leaves this workspace: the app is paused in its settings.';
  const what = scope === 'rooms' ? 'every message of the rooms I am in' : 'what is addressed to me';
  return `What leaves this workspace: ${what}${rooms.length > 0 ? `, only in ${rooms.join(', ')}` : ''}.`;
}
