import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors/IHttp';
import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { ISlashCommand } from '@rocket.chat/apps-engine/definition/slashcommands/ISlashCommand';
import type { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands/SlashCommandContext';
import { clock } from '../machine.ts';
import { noteAdmin } from '../memory/last-admin.ts';
import { whisper } from '../server/whisper.ts';
import { wordsFor } from '../server/words-for.ts';
import type { Telling, Workspace } from '../workspace/workspace.ts';
import { askAgent } from './ask-agent.ts';
import { disconnect } from './disconnect.ts';
import { agentCommands, help } from './help.ts';
import { describeLog } from './log.ts';
import { listFailed, retryFailed } from './outbox.ts';
import { openPanel } from './panel.ts';
import { setPaused } from './pause.ts';
import { describeStatus } from './status.ts';
import { switchHere } from './switch-here.ts';

/** `/openclaw …`: the app or the agent answers, and only the person who asked sees it. */
export class OpenClawCommand implements ISlashCommand {
  readonly command = 'openclaw';
  readonly i18nParamsExample = 'slash_params';
  readonly i18nDescription = 'slash_description';
  readonly providesPreview = false;
  // The engine looks for a property that holds the app, and gives it the logger of the request (wrapAppForRequest.ts).
  readonly app: Telling['app'];

  constructor(app: Telling['app']) {
    this.app = app;
  }

  async executor(
    context: SlashCommandContext,
    read: IRead,
    modify: IModify,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<void> {
    await this.app.underWay.add(this.run(context, { read, modify, http, persistence }));
  }

  private async run(context: SlashCommandContext, workspace: Workspace): Promise<void> {
    const answer = await this.answer(context, workspace);
    if (!answer) return;
    const place = { room: context.getRoom(), threadId: context.getThreadId() };
    await whisper(answer, context.getSender(), place, workspace.modify);
  }

  /** @returns nothing where the agent answers */
  private async answer(context: SlashCommandContext, workspace: Workspace): Promise<string | undefined> {
    const [word = 'help', argument] = context.getArguments().map((each) => each.toLowerCase());
    if (word === 'here' && (argument === 'on' || argument === 'off')) {
      return switchHere(argument === 'on', context.getRoom(), context.getSender(), workspace);
    }
    const isAdmin = context.getSender().roles?.includes('admin') ?? false;
    const telling = { app: this.app, log: this.app.getLogger(), ...workspace };
    if (isAdmin) await noteAdmin(context.getSender().id, workspace.read, workspace.persistence);
    const by = context.getSender();
    const words = await wordsFor(by, workspace.read);
    if (word === 'panel') return openPanel(context, telling, workspace.modify);
    if (isAdmin && word === 'failed') return listFailed(by, workspace, clock(), words);
    if (isAdmin && word === 'log') return describeLog(argument, { by, words }, telling);
    if (isAdmin && word === 'retry') return retryFailed(telling, words);
    if (isAdmin && (word === 'pause' || word === 'resume'))
      return setPaused(word === 'pause', this.app, workspace.read, words);
    if (isAdmin && word === 'disconnect') return disconnect(this.app, workspace, words);
    const hello = await this.app.memory.gatewayHello.get(workspace.read);
    if (word === 'help' || !agentCommands(hello).includes(word)) return help(hello, words);
    const toAgent = () => askAgent(this.command, context, telling, words);
    if (word !== 'status' || !isAdmin) return toAgent();
    const { mayAsk, text } = await describeStatus(this.app, workspace, context.getRoom().id, words);
    return mayAsk ? [text, await toAgent()].filter(Boolean).join('\n') : text;
  }
}
