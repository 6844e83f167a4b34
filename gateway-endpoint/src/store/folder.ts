import { join } from 'node:path';

/** Where the stores of all accounts are, in OpenClaw's state. `openclaw backup` looks here: see manifest.ts. */
export const STORE_FOLDER = 'plugins/rocketchat';

export const storeFolder = (stateDir: string): string => join(stateDir, STORE_FOLDER);

/** @param folder that of all stores */
export const storePath = (folder: string, accountId: string): string => join(folder, `account-${accountId}.sqlite`);
