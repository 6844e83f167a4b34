import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { ISlashCommand } from '@rocket.chat/apps-engine/definition/slashcommands/ISlashCommand';
import type { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands/SlashCommandContext';
import type { Commanded } from '../commands/workspace.ts';
import { describeStatus } from './status.ts';
import { switchHere } from './switch-here.ts';

const HELP = [
  '`/openclaw here off` – nothing that is said in this room leaves the workspace (room owners)',
  '`/openclaw here on` – what is addressed to the agent may leave again',
  '`/openclaw status` – is the agent connected, and what may leave (admins)',
].join('\n');

/** `/openclaw …`: answered to the one who asked, and to nobody else. */
export class OpenClawCommand implements ISlashCommand {
  readonly command = 'openclaw';
  readonly i18nParamsExample = 'slash_params';
  readonly i18nDescription = 'slash_description';
  readonly providesPreview = false;
  // The engine looks for a property that holds the app, and gives it the logger of the request (wrapAppForRequest.ts).
  readonly app: Commanded;

  constructor(app: Commanded) {
    this.app = app;
  }

  async executor(
    context: SlashCommandContext,
    read: IRead,
    modify: IModify,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<void> {
    const [word, argument] = context.getArguments();
    const answer = await this.answer(word, argument, context, { read, modify, http, persistence });
    const message = modify.getNotifier().getMessageBuilder().setRoom(context.getRoom()).setText(answer);
    const threadId = context.getThreadId();
    if (threadId) message.setThreadId(threadId);
    await modify.getNotifier().notifyUser(context.getSender(), message.getMessage());
  }

  private answer(
    word: string | undefined,
    argument: string | undefined,
    context: SlashCommandContext,
    workspace: { read: IRead; modify: IModify; http: IHttp; persistence: IPersistence },
  ): Promise<string> | string {
    if (word === 'status') return describeStatus(context.getSender(), this.app, workspace);
    if (word === 'here' && (argument === 'on' || argument === 'off')) {
      return switchHere(argument === 'on', context.getRoom(), context.getSender(), this.app, workspace);
    }
    return HELP;
  }
}
