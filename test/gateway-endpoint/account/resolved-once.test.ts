import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { expect, test, vi } from 'vitest';
import { running } from '../../../gateway-endpoint/src/account/running.ts';
import type { Admitted } from '../../../gateway-endpoint/src/admit/admitted.ts';
import type { Inbox } from '../../../gateway-endpoint/src/admit/inbox.ts';
import { getRuntime, setRuntime } from '../../../gateway-endpoint/src/host/runtime.ts';
import { counting } from '../config/counting.ts';
import { aMessage, anEdit } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aRuntime } from '../services.ts';
import { anOpenClaw, catching } from './an-account.ts';

/** A running account, and its inbox. The configuration changes before each delivery, as OpenClaw changes it. */
async function anAccount(section: object) {
  const openclaw = anOpenClaw({ section });
  const { channel } = aRuntime(section).runtime;
  const before = getRuntime();
  const commands = { shouldHandleTextCommands: () => false, isControlCommandMessage: () => false };
  let cfg = openclaw.cfg;
  setRuntime({
    ...before,
    config: { current: () => cfg },
    channel: { ...before.channel, ...channel, commands },
  } as unknown as PluginRuntime);
  const { begin, caught } = catching<Inbox>('the inbox');
  openclaw.start('default', begin);
  await openclaw.isReady('default');
  async function admit(events: Admitted['event'][], changed: object = section): Promise<number> {
    const { counted, resolutions } = counting(openclaw.cfg, changed);
    cfg = counted;
    await caught().admit(events.map((event) => ({ event, bot: BOT })));
    await vi.waitFor(() => expect(caught().held()).toEqual({ events: 0, bytes: 0 }));
    return resolutions();
  }
  const silences = () => running.get('default')?.counters.read().silences;
  return { admit, silences };
}

test.each<[string, Admitted['event'][]]>([
  ['a message', [aMessage({ at: 0 })]],
  ['an edit', [anEdit({ at: 0 })]],
  ['ten messages of a room', Array.from({ length: 10 }, (_, n) => aMessage({ id: `M${n}`, at: n }))],
])(
  'the account is resolved once in each configuration, and not anew at each step of an event: %s',
  async (_what, events) => {
    const { admit, silences } = await anAccount({ groupPolicy: 'disabled' });
    expect(await admit(events)).toBe(1);
    expect(silences()).toEqual({ 'rooms-disabled': events.length });
  },
);

test('a change of the policy holds for the next event', async () => {
  const { admit, silences } = await anAccount({ groupPolicy: 'disabled' });
  await admit([aMessage({ id: 'M1', at: 0 })]);
  await admit([aMessage({ id: 'M2', at: 0 })], { groupPolicy: 'allowlist' });
  expect(silences()).toEqual({ 'rooms-disabled': 1, 'nobody-allowed': 1 });
});
