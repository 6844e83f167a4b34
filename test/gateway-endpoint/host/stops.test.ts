import { expect, test } from 'vitest';
import { pastStops, stopping, stopsIn } from '../../../gateway-endpoint/src/host/stops.ts';

type Sessions = Parameters<typeof pastStops>[1];

const at = { agentId: 'main', sessionKey: 'agent:main:channel:Room1' };

/** As much of a session as a stop leaves behind. */
function aSession(kept: { abortCutoffTimestamp?: number | undefined; abortCutoffMessageSid?: string | undefined }) {
  const sessions = {
    getSessionEntry: () => kept,
    patchSessionEntry: async ({ update }: { update(now: object): object | null }) => Object.assign(kept, update(kept)),
  };
  return { kept, sessions: sessions as unknown as Sessions };
}

test('[F22] a message that comes to its turn while a stop is noted waits for that', async () => {
  const { kept, sessions } = aSession({});
  const noted = Promise.withResolvers<void>();
  const stop = stopping(at.sessionKey, async () => {
    await noted.promise;
    Object.assign(kept, { abortCutoffMessageSid: 'stop', abortCutoffTimestamp: 5 });
  });
  const passed = pastStops(at, sessions);
  await pastStops({ ...at, sessionKey: 'another' }, sessions);
  noted.resolve();
  await Promise.all([stop, passed]);
  expect(kept).toEqual({ abortCutoffMessageSid: undefined, abortCutoffTimestamp: undefined });
});

test('[F22] a stop that fails keeps nothing waiting', async () => {
  const { kept, sessions } = aSession({ abortCutoffTimestamp: 5 });
  await expect(stopping(at.sessionKey, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await pastStops(at, sessions);
  expect(kept.abortCutoffTimestamp).toBeUndefined();
});

test('[F22] a stop that comes while the note of another one is removed is waited for as well', async () => {
  const { kept, sessions } = aSession({ abortCutoffTimestamp: 5 });
  const { patchSessionEntry } = sessions;
  const before = stopsIn(at.sessionKey);
  let second: Promise<void> | undefined;
  const during = {
    ...sessions,
    patchSessionEntry: (patch: Parameters<typeof patchSessionEntry>[0]) => {
      second ??= stopping(at.sessionKey, async () => void Object.assign(kept, { abortCutoffTimestamp: 6 }));
      return patchSessionEntry(patch);
    },
  } as Sessions;
  expect(await pastStops(at, during)).toBe(before + 1);
  expect(kept.abortCutoffTimestamp).toBeUndefined();
  await second;
});
