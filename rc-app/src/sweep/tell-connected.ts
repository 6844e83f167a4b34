import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import { noteInstaller, readInstaller } from '../memory/installer.ts';
import { tryWays } from '../push/try-ways.ts';
import type { Telling } from '../workspace/workspace.ts';
import { writeToAdmin } from './write-to-admin.ts';

/** Tells the admin who installed the app, once, that both directions of the connection work. */
export async function tellConnected({ app, read, http, persistence }: Telling, modify: IModify): Promise<void> {
  const userId = await readInstaller(read);
  // A hello that has just failed is not said again: the next minute tries.
  if (userId === undefined || app.ways.out.state().fault) return;
  const ways = await tryWays(app, { read, http });
  if (ways.are !== 'open') return;
  // First, because twice is worse than never: `/openclaw status` says it at any time.
  await noteInstaller(undefined, persistence);
  const bot = await app.memory.bot.refresh(read);
  const { accountId } = ways.to;
  await writeToAdmin(userId, ({ WELCOME }) => WELCOME.connected(accountId, bot.username), { read, modify });
}
