import { APP_ID } from '@rocketchat-openclaw/shared';
import type { Workspace } from '../../testbed/workspace/workspace.ts';

/** As an admin over REST: saves settings, if some are given, and reads all of them and the app's logs. */
export async function restSettings(
  { url }: Workspace,
  save: Readonly<Record<string, unknown>> = {},
): Promise<{ settings: string; logs: string; byId: Readonly<Record<string, { value: unknown }>> }> {
  const json = { 'content-type': 'application/json' };
  const login = JSON.stringify({ user: 'alice', password: 'alice' });
  const session = await fetch(`${url}/api/v1/login`, { method: 'POST', headers: json, body: login });
  const { data } = (await session.json()) as { data: { userId: string; authToken: string } };
  const headers = { ...json, 'x-auth-token': data.authToken, 'x-user-id': data.userId };
  const get = async (path: string) => (await fetch(`${url}/api/apps/${APP_ID}/${path}`, { headers })).text();

  const changed = Object.entries(save).map(([id, value]) => ({ id, value }));
  if (changed.length > 0) {
    const body = JSON.stringify({ settings: changed });
    await fetch(`${url}/api/apps/${APP_ID}/settings`, { method: 'POST', headers, body });
  }
  const all = await get('settings');
  const { settings: byId } = JSON.parse(all) as { settings: Record<string, { value: unknown }> };
  const each = await Promise.all(Object.keys(byId).map((id) => get(`settings/${id}`)));
  return { settings: [all, ...each].join('\n'), logs: await get('logs'), byId };
}
