import type { ISlashCommand } from '@rocket.chat/apps-engine/definition/slashcommands/index.js';
import { CommandBridge } from '@rocket.chat/apps-engine/server/bridges/CommandBridge.js';

/** Slash commands of apps by name; `off` while the app is disabled. */
export type SlashCommands = Map<string, { appId: string; off: boolean }>;

export class WorkspaceCommandBridge extends CommandBridge {
  private readonly commands: SlashCommands;
  constructor(commands: SlashCommands) {
    super();
    this.commands = commands;
  }

  protected async doesCommandExist(command: string): Promise<boolean> {
    return this.commands.has(command.toLowerCase());
  }

  protected async registerCommand({ command }: ISlashCommand, appId: string): Promise<void> {
    this.commands.set(command.toLowerCase(), { appId, off: false });
  }

  protected async unregisterCommand(command: string): Promise<void> {
    this.commands.delete(command.toLowerCase());
  }

  protected async enableCommand(command: string): Promise<void> {
    this.turn(command, false);
  }

  protected async disableCommand(command: string): Promise<void> {
    this.turn(command, true);
  }

  protected async modifyCommand(): Promise<void> {}

  private turn(command: string, off: boolean): void {
    const entry = this.commands.get(command.toLowerCase());
    if (entry) entry.off = off;
  }
}
