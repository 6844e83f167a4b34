import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { type AppHello, NAMES_TAKEN, UPLOAD_SHA256 } from '@rocketchat-openclaw/shared';
import { clock } from '../machine.ts';
import type { Commanded } from './workspace.ts';

/** The app's hello. */
export async function introduce(read: IRead, app: Commanded): Promise<AppHello> {
  const commandPath = await app.commandPath.get(app);
  return {
    appVersion: app.getVersion(),
    bot: await app.memory.bot.refresh(read),
    siteUrl: String((await read.getEnvironmentReader().getServerSettings().getValueById('Site_Url')) ?? ''),
    egress: await app.memory.egress.get(read),
    messageMaxChars: await app.memory.messageMaxChars.refresh(read),
    ...(commandPath && { commandPath }),
    features: [UPLOAD_SHA256, NAMES_TAKEN],
    way: app.ways.out.state(),
    now: clock(),
  };
}
