import type { Account } from '../config/account.ts';

/** How a person starts a new conversation. Rocket.Chat's clients refuse `/new`, which the workspace does not know. */
export const newCommand = ({ commandPrefix }: Pick<Account['policy'], 'commandPrefix'>): string =>
  commandPrefix === '' || commandPrefix.startsWith('/') ? '/openclaw new' : `${commandPrefix}new`;
