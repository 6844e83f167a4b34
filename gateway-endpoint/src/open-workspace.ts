import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { AppClient } from './app-client/client.ts';
import { httpAppClient } from './app-client/http-client.ts';
import { type Account, linkOf, resolveAccount } from './config/account.ts';
import { openUploads, type UploadsFacts } from './files/upload.ts';
import type { Threads } from './gate/threads.ts';
import { openSender, type Sender } from './reply/sender.ts';
import type { Writing } from './reply/text.ts';
import { running } from './running.ts';
import { world } from './world.ts';

/** The ways out to one workspace. */
export interface Workspace {
  readonly client: AppClient;
  readonly sender: Sender;
}

/** What an account has beside its ways out while it runs. */
interface AtHome {
  /** Remembers what the bot writes. */
  readonly threads: Pick<Threads, 'wrote'>;
  readonly files: Omit<UploadsFacts, 'client' | 'pause' | 'dice'>;
}

/**
 * @param home absent where the account is opened for the occasion
 * @throws Refusal `not-ready`, with the cure, where the account is not configured
 */
export function openWorkspace(account: Account, home?: AtHome): Workspace {
  const client = httpAppClient(account, linkOf(account), world);
  const uploads = home && openUploads({ client, ...home.files, ...world });
  return { client, sender: openSender(client, writingIn(account), home?.threads.wrote, uploads) };
}

/** How the account writes. The app tells how long a message may be; until it has, the server's default counts. */
export function writingIn({ accountId, writing }: Account): Writing {
  return {
    ...writing,
    get maxChars() {
      return running.get(accountId)?.app?.messageMaxChars ?? writing.maxChars;
    },
  };
}

/** The workspace of an account that runs here; otherwise, as in the CLI, one opened for the occasion. */
export function workspaceOf(cfg: OpenClawConfig, accountId: string | null | undefined): Workspace {
  const account = resolveAccount(cfg, accountId);
  return running.get(account.accountId) ?? openWorkspace(account);
}
