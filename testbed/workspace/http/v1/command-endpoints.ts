import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/index.js';
import { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands/index.js';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';
import type { SlashCommands } from '../../bridges/command-bridge.ts';
import { convertRoom } from '../../convert/convert-room.ts';
import { convertUser } from '../../convert/convert-user.ts';
import { findReadableRoom } from '../../rules/access.ts';
import { type Endpoint, optionalText, text } from './endpoint.ts';

/** `/command words`, as clients send it and bridges/commands.ts hands it to the app. */
export function commandEndpoints(commands: SlashCommands, manager: () => AppManager): Endpoint[] {
  return [
    {
      method: 'get',
      path: 'commands.list',
      run: () => ({ commands: [...commands].map(([command, { appId }]) => ({ command, appId })) }),
    },
    {
      method: 'post',
      path: 'commands.run',
      async run({ server, caller, params }) {
        const command = text(params, 'command').toLowerCase();
        const known = commands.get(command);
        if (!known || known.off) throw new Error('The command provided does not exist (or is disabled).');
        const room = findReadableRoom(server, text(params, 'roomId'), caller);
        const context = new SlashCommandContext(
          convertUser(caller),
          convertRoom(server.store, room) as unknown as IRoom,
          readWords(optionalText(params, 'params') ?? ''),
          optionalText(params, 'tmid'),
          optionalText(params, 'triggerId') ?? server.newId(),
        );
        await manager().getCommandManager().executeCommand(command, context);
        return {};
      },
    },
  ];
}

/** lib/utils/parseParameters.ts: blanks part the words, quotation marks hold them together. */
function readWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
}
