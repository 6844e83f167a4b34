import { APP_ID, type Event, writeSecret } from '@rocketchat-openclaw/shared';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ON_THE_WAY } from '../on-the-way.ts';
import { report } from '../promises.ts';
import type { MessageRecord, Sandbox, Workspace } from '../workspace/workspace.ts';
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
  const isTried = (id: string) =>
    vi.waitFor(() => expect(workspace.logs.join('\n')).toContain(`message.sent:${id} waits`), PATIENCE);

  /** The gateway is back and gets all that waited. Returns the wordings of the message that it got. */
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

  const held = () => report({ ...ON_THE_WAY, tried: 1, held: 1 });

  test('[F23] edited after an attempt in vain, it leaves as it stands', async () => {
    const id = await tried();
    await bob().edit(id, LAST);
    await waits(LAST);
    expect(await heard(id)).toEqual([LAST]);
    held();
  });

  test('[F23] deleted after an attempt in vain, it does not leave', async () => {
    const id = await tried();
    await bob().delete(id);
    await waits(`message.deleted:${id}`);
    expect(await heard(id)).toEqual(['message.deleted']);
    held();
  });

  test('[F4] an edit that leaves the bot out takes back what the gateway has, and its words stay', async () => {
    const { _id } = await bob().say('#general', FIRST);
    await vi.waitFor(() => expect(about(_id)).toHaveLength(1), PATIENCE);
    await bob().edit(_id, 'never mind');
    await vi.waitFor(() => expect(about(_id)).toHaveLength(2), PATIENCE);
    expect(about(_id)[1]).toMatchObject({ type: 'message.deleted', actor: { id: 'unknown' }, message: { id: _id } });
    expect(JSON.stringify(gateway.batches)).not.toContain('never mind');
    await bob().edit(_id, LAST);
    await vi.waitFor(() => expect(about(_id)).toHaveLength(3), PATIENCE);
    held();
  });

  test('[F23] an edit that leaves the bot out takes the question back', async () => {
    const id = await tried();
    await bob().edit(id, 'never mind');
    expect(await heard(id)).toEqual(['message.deleted']);
    held();
  });

  test.each<[string, (messages: Map<string, MessageRecord>, id: string) => void, string[]]>([
    [
      'edited',
      (messages, id) => {
        const record = messages.get(id) as MessageRecord;
        messages.set(id, { ...record, msg: LAST, editedAt: new Date(), editedBy: record.u });
      },
      [LAST],
    ],
    ['deleted', (messages, id) => void messages.delete(id), ['message.deleted']],
  ])('[F23] %s while no process lived, it leaves as it stands', async (_name, change, expected) => {
    const id = await tried();
    await restarted(workspace, async () => {
      // Told to nobody.
      change(workspace.store.messages as unknown as Map<string, MessageRecord>, id);
      workspace.app(APP_ID).killSandbox();
    });
    expect(await heard(id)).toEqual(expected);
    held();
  });
});
