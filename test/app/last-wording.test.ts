import { APP_ID, type Event, writeSecret } from '@rocketchat-openclaw/shared';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MessageRecord, Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { tryAt } from '../on-the-way.ts';
import { type ConnectedApp, startConnected } from './connected-app.ts';
import { restarted } from './restarted.ts';
import { waitingEvents } from './stored-records.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 29 + i * 5));
const BOT = 'openclaw.bot';
const PATIENCE = { timeout: 40_000, interval: 50 };
const [FIRST, LAST] = [`@${BOT} delete server A`, `@${BOT} delete server B`];

describe.each(['deno', 'node'] satisfies Sandbox[])('the last wording (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let commands: ConnectedApp['commands'];
  let gateway: ConnectedApp['gateway'];

  beforeAll(async () => {
    const connected = await startConnected(sandbox, secret);
    ({ workspace, gateway, commands } = connected);
    return connected.stop;
  });
  beforeEach(() => gateway.refuseWith(undefined));

  const about = (id: string) =>
    gateway.accepted().filter((event) => 'message' in event && event.message?.id === id) as Event[];
  const outbox = () => waitingEvents(workspace);
  const waits = (text: string) => vi.waitFor(() => expect(JSON.stringify(outbox())).toContain(text), PATIENCE);
  const bob = () => workspace.client('bob');
  const isTried = (id: string, type = 'message.sent') =>
    vi.waitFor(() => expect(workspace.logs.join('\n')).toContain(`${type}:${id} waits`), PATIENCE);

  /** The events of it that the gateway gets, once it is back and has everything that waited. */
  async function heard(id: string): Promise<string[]> {
    gateway.refuseWith(undefined);
    await commands.greet();
    await vi.waitFor(() => expect(outbox()).toEqual([]), PATIENCE);
    return about(id).map((event) => (event.type === 'message.sent' ? event.message.text : event.type));
  }

  async function tried(): Promise<string> {
    gateway.refuseWith(503);
    const { _id } = await bob().say('#general', FIRST);
    await isTried(_id);
    return _id;
  }

  /** It has been tried with another message, and comes again in ten minutes or when it hears that the gateway is back. */
  async function untried(): Promise<string> {
    gateway.refuseWith(503, { 'retry-after': '600' });
    await isTried((await bob().say('#general', `@${BOT} are you there?`))._id);
    const { _id } = await bob().say('#general', FIRST);
    await waits(`message.sent:${_id}`);
    return _id;
  }

  test('[F23] edited before its first attempt, it leaves as it stands', () =>
    tryAt('in the app, before its first attempt', ['edited'], async () => {
      const id = await untried();
      await bob().edit(id, LAST);
      await waits(LAST);
      expect(await heard(id)).toEqual([LAST]);
    }));

  test('[F23] deleted before its first attempt, nothing of it leaves', () =>
    tryAt('in the app, before its first attempt', ['deleted'], async () => {
      const id = await untried();
      await bob().delete(id);
      await vi.waitFor(() => expect(JSON.stringify(outbox())).not.toContain(id), PATIENCE);
      expect(await heard(id)).toEqual([]);
    }));

  test('[F23] edited after an attempt in vain, it leaves as it stands', () =>
    tryAt('in the app, after an attempt in vain', ['edited'], async () => {
      const id = await tried();
      await bob().edit(id, LAST);
      await waits(LAST);
      expect(await heard(id)).toEqual([LAST]);
    }));

  test('[F23] deleted after an attempt in vain, it does not leave', () =>
    tryAt('in the app, after an attempt in vain', ['deleted'], async () => {
      const id = await tried();
      await bob().delete(id);
      await waits(`message.deleted:${id}`);
      expect(await heard(id)).toEqual(['message.deleted']);
    }));

  test.each<['edited' | 'deleted', (id: string) => Promise<unknown>, string, string]>([
    ['edited', (id) => bob().edit(id, LAST), LAST, 'message.sent'],
    ['deleted', (id) => bob().delete(id), 'message.deleted', 'message.deleted'],
  ])(
    '[F23] %s while an attempt is under way that fails, the next one tells only that',
    (change, make, expected, waiting) =>
      tryAt('in the app, while an attempt is under way', [change], async () => {
        const goOn = gateway.keepWaiting();
        try {
          const before = gateway.attempts();
          const { _id } = await bob().say('#general', FIRST);
          await vi.waitFor(() => expect(gateway.attempts()).toBe(before + 1), PATIENCE);
          await make(_id);
          await waits(expected);
          gateway.refuseWith(503);
          goOn();
          await isTried(_id, waiting);
          expect(await heard(_id)).toEqual([expected]);
        } finally {
          goOn();
        }
      }),
  );

  test.each<['edited' | 'deleted', (id: string) => Promise<unknown>, string[]]>([
    ['edited', (id) => bob().edit(id, LAST), [LAST]],
    ['deleted', (id) => bob().delete(id), []],
  ])('[F23] an edit that asks, tried in vain and then %s, leaves as it stands', (change, make, expected) =>
    tryAt('in the app, as an edit that asks', [change], async () => {
      gateway.refuseWith(503);
      const { _id } = await bob().say('#general', 'hello');
      await bob().edit(_id, FIRST);
      const isTried = new RegExp(`message\\.updated:${_id}\\S* waits`);
      await vi.waitFor(() => expect(workspace.logs.join('\n')).toMatch(isTried), PATIENCE);
      await make(_id);
      await waits(change === 'edited' ? LAST : `message.deleted:${_id}`);
      await heard(_id);
      const words = about(_id).flatMap((event) => (event.type === 'message.updated' ? [event.message.text] : []));
      expect(words).toEqual(expected);
    }),
  );

  test('[F4] an edit that leaves the bot out takes back what the gateway has, and its words stay', async () => {
    const { _id } = await bob().say('#general', FIRST);
    await vi.waitFor(() => expect(about(_id)).toHaveLength(1), PATIENCE);
    await bob().edit(_id, 'never mind');
    await vi.waitFor(() => expect(about(_id)).toHaveLength(2), PATIENCE);
    expect(about(_id)[1]).toMatchObject({ type: 'message.deleted', actor: { id: 'unknown' }, message: { id: _id } });
    expect(JSON.stringify(gateway.batches)).not.toContain('never mind');
    await bob().edit(_id, LAST);
    await vi.waitFor(() => expect(about(_id)).toHaveLength(3), PATIENCE);
  });

  test('[F23] an edit that leaves the bot out takes the question back', async () => {
    const id = await tried();
    await bob().edit(id, 'never mind');
    expect(await heard(id)).toEqual(['message.deleted']);
  });

  test.each<['edited' | 'deleted', (messages: Map<string, MessageRecord>, id: string) => void, string[]]>([
    [
      'edited',
      (messages, id) => {
        const record = messages.get(id) as MessageRecord;
        messages.set(id, { ...record, msg: LAST, editedAt: new Date(), editedBy: record.u });
      },
      [LAST],
    ],
    ['deleted', (messages, id) => void messages.delete(id), ['message.deleted']],
  ])('[F23] %s while no process lived, it leaves as it stands', (change, make, expected) =>
    tryAt('in the app, whose process was killed', [change], async () => {
      const id = await tried();
      await restarted(workspace, async () => {
        // Told to nobody.
        make(workspace.store.messages as unknown as Map<string, MessageRecord>, id);
        workspace.app(APP_ID).killSandbox();
      });
      expect(await heard(id)).toEqual(expected);
    }),
  );
});
