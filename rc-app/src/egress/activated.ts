import { type GatewayHello, mentionsEverybody, type Said, withoutQuoteLinks } from '@rocketchat-openclaw/shared';
import type { Leaving } from './egress.ts';

/**
 * Every prefix begins with such a character (`GatewayHello`), so ordinary messages are recognised without a call to the
 * server.
 */
const MAY_BE_PREFIX = /^[^\p{L}\p{N}@]/u;

/** Does this start a turn without naming the bot, according to the gateway's hello? */
export async function activated(
  said: Said,
  activation: () => Promise<GatewayHello['activation'] | undefined>,
): Promise<Leaving | undefined> {
  const text = withoutQuoteLinks(said.text).trim();
  const toAll = mentionsEverybody(said);
  if (!toAll && !MAY_BE_PREFIX.test(text)) return undefined;
  const known = await activation();
  if (known?.commandPrefixes.some((command) => isCommand(text, command))) return 'command';
  if (known?.oncharPrefixes.some((prefix) => text.startsWith(prefix))) return 'onchar';
  return toAll && known?.mentionAll ? 'mention-all' : undefined;
}

/** `!Status` and `!status now` are `!status`; `!statuses` is not. */
function isCommand(text: string, command: string): boolean {
  const begins = text.slice(0, command.length).toLowerCase() === command.toLowerCase();
  return begins && /^(\s|$)/.test(text.slice(command.length));
}
