import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { resolveStateDir } from 'openclaw/plugin-sdk/state-paths';
import { type AppPath, openAppPath } from '../app-client/app-path.ts';
import type { AppClient } from '../app-client/client.ts';
import { httpAppClient } from '../app-client/http-client.ts';
import { keptPathIn } from '../app-client/kept-path.ts';
import { noted } from '../app-client/noted.ts';
import { openTakenNames } from '../app-client/taken-names.ts';
import { type Account, accountIdIn, linkOf, resolveAccount } from '../config/account.ts';
import { openOffers } from '../files/offers.ts';
import { openUploads, type UploadsFacts } from '../files/upload.ts';
import type { Threads } from '../gate/threads.ts';
import { wroteOnOccasion } from '../gate/wrote-on-occasion.ts';
import type { Controls } from '../interactions/controls.ts';
import { controlsOnOccasion } from '../interactions/on-occasion.ts';
import { logbookOnOccasion } from '../logbook/on-occasion.ts';
import { machine } from '../machine.ts';
import { expectedOf } from '../place/expected.ts';
import type { Cuts } from '../reply/cuts.ts';
import { openSender, type Sender } from '../reply/sender.ts';
import { storeFolder, storePath } from '../store/folder.ts';
import { type LendStore, onOccasion } from '../store/on-occasion.ts';
import type { TakenNames } from '../text/taken-names.ts';
import type { Writing } from '../text/text.ts';
import { type Words, wordsIn } from '../texts/words.ts';
import { running } from './running.ts';

/** The ways out to one workspace. */
export interface Workspace {
  readonly client: AppClient;
  readonly sender: Sender;
}

/** The parts of a running account that its ways out need. */
interface AtHome {
  readonly client: AppClient;
  /** Remembers what the bot writes. */
  readonly wrote: Threads['wrote'];
  readonly cuts: Cuts;
  readonly controls: Controls;
  readonly files: Omit<UploadsFacts, 'client' | 'pause' | 'dice'>;
}

/**
 * @param where absent if the account does not run in this process
 * @throws Refusal `not-ready`, with the cure, where the account is not configured
 */
export function openClient(account: Account, where = pathOf(account)): AppClient {
  return httpAppClient(account, linkOf(account), where, machine);
}

/**
 * @param lend the store of the account, where it runs in this process
 * @throws Refusal `not-ready`, with the cure, where the account is not configured
 */
export function pathOf(account: Account, lend = storeOf(account, { mayMake: false }), isHeard = false): AppPath {
  const link = linkOf(account);
  const kept = keptPathIn(lend, link.baseUrl);
  return openAppPath({ account, link, kept, pause: machine.pause, isHeard });
}

/** For an account that does not run in this process. */
function storeOf({ accountId }: Account, options?: Parameters<typeof onOccasion>[1]): LendStore {
  return onOccasion(storePath(storeFolder(resolveStateDir(process.env)), accountId), options);
}

/** The ways out of an account that runs here. */
export function openWorkspace(account: Account, { client, wrote, cuts, controls, files }: AtHome): Workspace {
  const uploads = openUploads({ client, ...files, ...machine });
  const beside = { wrote, cuts, controls, uploads, expected: expectedOf(account.accountId) };
  return { client, sender: openSender(client, writingIn(account), beside) };
}

/** @throws Refusal `not-ready`, with the cure, where the account is not configured */
function openOnOccasion(account: Account): Workspace {
  const where = pathOf(account);
  const logbook = logbookOnOccasion(storeOf(account, { mayMake: false }), machine.clock);
  const client = noted(openClient(account, where), { logbook, ...machine, log: { debug: () => undefined } });
  const names = openTakenNames({ client, isKnown: where.isPrivate, ...machine });
  const controls = controlsOnOccasion(storeOf(account), machine);
  const wrote = wroteOnOccasion(storeOf(account), machine.clock);
  const uploads = openUploads({ client, ...filesOnOccasion(account, where), ...machine });
  return { client, sender: openSender(client, writingIn(account, names), { controls, wrote, uploads }) };
}

/** This process has no open door from which the app could pull a file, so the bytes are sent as commands. */
function filesOnOccasion({ accountId, reading }: Account, where: AppPath): AtHome['files'] {
  return {
    offers: openOffers({ accountId, clock: machine.clock, random: machine.random }),
    inParts: true,
    takesSha256: where.isPrivate,
    maxBytes: () => reading.mediaMaxBytes,
    log: { warn: () => undefined },
  };
}

/**
 * How the account writes. The app's hello says how long a message may be; until then the server's default is used.
 *
 * @param names needed if the account does not run here
 */
export function writingIn({ accountId, writing }: Account, names?: TakenNames): Writing {
  return {
    ...writing,
    get maxChars() {
      return running.get(accountId)?.app?.messageMaxChars ?? writing.maxChars;
    },
    get language() {
      return running.get(accountId)?.app?.language;
    },
    get names() {
      return running.get(accountId)?.names ?? names;
    },
  };
}

/**
 * Words for all who read a room, for cards and for requests: in the language of the workspace. English where the account does not
 * run here, and before its app has said hello.
 */
export const wordsInRooms = (accountId: string): Words => wordsIn(running.get(accountId)?.app?.language);

/** The workspace of an account that runs here; otherwise, as in the CLI, one opened for the occasion. */
export function workspaceOf(cfg: OpenClawConfig, accountId: string | null | undefined): Workspace {
  const id = accountIdIn(cfg, accountId);
  return running.get(id) ?? openOnOccasion(resolveAccount(cfg, id));
}
