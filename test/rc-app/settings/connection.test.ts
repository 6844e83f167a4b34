import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { writeConnectionCode } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { readConnection } from '../../../rc-app/src/settings/connection.ts';
import { OTHER_SECRET, SECRET } from '../../shared/jwt/pair.ts';
import { persisting } from '../persisting.ts';

/** Nothing is kept yet: the secrets stand in the settings, as 0.1.0 left them. */
const settings = (values: Record<string, unknown>) => {
  const getValueById = async (id: string) => ({ account_id: 'default', ...values })[id];
  return {
    getEnvironmentReader: () => ({ getSettings: () => ({ getValueById }) }),
    getPersistenceReader: () => persisting().reader,
  } as unknown as IRead;
};

const byHand = { gateway_url: 'https://gw.example.com/', shared_secret: SECRET };
const code = writeConnectionCode({ gatewayUrl: 'https://code.example.com', accountId: 'team', secret: SECRET });

test('by hand: address without its trailing slash, and a key of each direction', async () => {
  const connection = await readConnection(settings({ ...byHand, shared_secret: ` ${SECRET} ` }));
  expect(connection).toMatchObject({ gatewayUrl: 'https://gw.example.com', accountId: 'default' });
  expect(connection.eventKeys.current.direction).toBe('event');
  expect(connection.commandKeys.current.direction).toBe('command');
});

test('a connection code stands for the three settings', async () => {
  const connection = await readConnection(settings({ ...byHand, connection_code: code }));
  expect(connection).toMatchObject({ gatewayUrl: 'https://code.example.com', accountId: 'team' });
});

test.each([
  ['by hand', { shared_secret: SECRET }],
  ['by a code', { connection_code: writeConnectionCode({ accountId: 'default', secret: SECRET }) }],
])('without an address the gateway fetches: %s', async (_, values) => {
  expect(await readConnection(settings(values))).toMatchObject({ gatewayUrl: '', accountId: 'default' });
});

test('the previous secret is accepted beside the current one', async () => {
  const { eventKeys } = await readConnection(settings({ ...byHand, previous_shared_secret: OTHER_SECRET }));
  expect(eventKeys.previous?.kid).not.toBe(eventKeys.current.kid);
});

describe('an admin reads the fault in an admin’s words', () => {
  test.each([
    [{}, 'not-ready', /paste a connection code/],
    [
      { ...byHand, gateway_url: 'gw.example.com' },
      'not-ready',
      /must begin with https.*leave it empty if OpenClaw fetches/,
    ],
    [{ ...byHand, shared_secret: '' }, 'not-ready', /\*Shared secret\* is empty/],
    [{ ...byHand, shared_secret: 'hunter2' }, 'weak-secret', /must begin with rcoc_/],
    [{ connection_code: code.slice(0, -9) }, 'bad-connection-code', /copy it once more/],
    [{ ...byHand, account_id: 'Team A' }, 'bad-request', /account id "Team A"/],
  ])('%j', async (values, code, detail) => {
    await expect(readConnection(settings(values))).rejects.toMatchObject({
      code,
      detail: expect.stringMatching(detail),
    });
  });
});
