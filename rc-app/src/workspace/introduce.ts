import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { type AppHello, LanguageTag, NAMES_TAKEN, UPLOAD_SHA256 } from '@rocketchat-openclaw/shared';
import { clock } from '../machine.ts';
import { readLanguage } from '../server/words-for.ts';
import type { Commanded } from './workspace.ts';

/** The app's hello. */
export async function introduce(read: IRead, app: Commanded): Promise<AppHello> {
  const commandPath = await app.commandPath.get(app);
  const language = LanguageTag.safeParse(await readLanguage(read));
  return {
    appVersion: app.getVersion(),
    bot: await app.memory.bot.refresh(read),
    siteUrl: String((await read.getEnvironmentReader().getServerSettings().getValueById('Site_Url')) ?? ''),
    egress: await app.memory.egress.get(read),
    messageMaxChars: await app.memory.messageMaxChars.refresh(read),
    ...(commandPath && { commandPath }),
    ...(language.success && { language: language.data }),
    features: [UPLOAD_SHA256, NAMES_TAKEN],
    way: app.ways.out.state(),
    now: clock(),
  };
}
