import { expect, test, vi } from 'vitest';
import { welcome } from '../../../rc-app/src/admin/welcome.ts';
import { aUser } from '../server-objects.ts';

/** A server on which an admin has not granted the permissions: each call gives nothing. */
function bare() {
  const nothing = async () => undefined;
  const read = { getUserReader: () => ({ getAppUser: nothing, getById: nothing }) };
  const log = { warn: vi.fn<(line: string) => void>() };
  return { workspace: { read, modify: {}, persistence: {} } as never, log: log as never, warn: log.warn };
}

test('an installation goes on if the bot cannot write, and the log says so', async () => {
  const { workspace, log, warn } = bare();
  await welcome(aUser({ roles: ['admin'] }), workspace, log);
  expect(warn.mock.calls).toEqual([
    ['The app could not write to the admin who installed it: the app has no user of its own: install it again'],
  ]);
});

test('an installation by nobody, as of a server at its start, tells nobody', async () => {
  const { workspace, log, warn } = bare();
  await welcome(undefined, workspace, log);
  expect(warn).not.toHaveBeenCalled();
});
