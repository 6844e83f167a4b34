import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type EventBatch, eventRoute } from '@rocketchat-openclaw/shared';
import { inject } from 'vitest';
import type { AccountName } from '../flow/gateway-setup.ts';
import type { Target } from './forge.ts';

/** Stands in every message of an attacker, and must stand nowhere else. */
export const FORGED_WORDS = 'forged words of nobody';

export interface GatewayTarget extends Target {
  /** With this begin the ids of all its messages. */
  readonly mark: string;
}

let serial = 0;

/** The door of an account of the shared gateway. Every payload has an id of its own, so that what was stored is known. */
export function gatewayTarget(account: AccountName): GatewayTarget {
  const { url, accounts } = inject('gateway');
  const mark = `attack-${account}-${process.pid}`;
  return {
    mark,
    url: `${url}/rocketchat/${account}/events`,
    route: eventRoute(account),
    secret: accounts[account].secret,
    accountId: account,
    payload: () => aBatch(`${mark}-${++serial}`),
  };
}

export function aBatch(id: string, text = FORGED_WORDS): string {
  const at = Date.now();
  return JSON.stringify({
    v: 1,
    bot: { id: 'BOT', username: 'openclaw.bot' },
    events: [
      {
        type: 'message.sent',
        id: `message.sent:${id}`,
        at,
        room: { id: 'GENERAL', type: 'channel', name: 'general' },
        actor: { id: 'EVE', username: 'eve', name: 'Eve', type: 'user', roles: ['user'] },
        message: { id, text, mentions: [], files: [], createdAt: at },
      },
    ],
  } satisfies EventBatch);
}

/** The ids of the stored events of an account: what is not there cannot start a turn. */
export function storedIn(account: string, folder = inject('gateway').folder): string[] {
  const file = path.join(folder, 'state/plugins/rocketchat', `account-${account}.sqlite`);
  using database = new DatabaseSync(file, { readOnly: true });
  return database
    .prepare('SELECT id FROM ingress ORDER BY seq')
    .all()
    .map((row) => String(row['id']));
}
