import { DatabaseSync } from 'node:sqlite';
import type { ChannelInboundTurnPlan } from 'openclaw/plugin-sdk/channel-inbound';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { workspaceOf } from '../../../gateway-endpoint/src/account/workspace.ts';
import type { Inbox } from '../../../gateway-endpoint/src/admit/inbox.ts';
import { keyFor } from '../../../gateway-endpoint/src/app-client/key.ts';
import { getRuntime, setRuntime } from '../../../gateway-endpoint/src/host/runtime.ts';
import { storeFolder, storePath } from '../../../gateway-endpoint/src/store/folder.ts';
import { aMessage } from '../event.ts';
import { BOT, startFakeApp } from '../fake-app.ts';
import { aSecret } from '../keys.ts';
import { aRuntime } from '../services.ts';
import { anOpenClaw, catching, openFilesIn } from './an-account.ts';

const FINAL = { kind: 'final' } as const;

/** Each test has a session of its own: all of them share the process. */
let rooms = 0;

/** OpenClaw with a turn that it has adopted, and that ends when the test says so. */
async function aTurnOfOpenClaw(streaming: object) {
  const secret = aSecret();
  const app = await startFakeApp({ secret });
  onTestFinished(app.stop);
  const section = { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open', streaming };
  const openclaw = anOpenClaw({ baseUrl: app.url, secret, section });
  const { channel } = aRuntime(section).runtime;
  const before = getRuntime();
  const begun = Promise.withResolvers<ChannelInboundTurnPlan>();
  const ends = Promise.withResolvers<void>();
  const settled = Promise.withResolvers<void>();
  setRuntime({
    ...before,
    events: { onAgentEvent: () => () => undefined },
    channel: {
      ...before.channel,
      ...channel,
      commands: { shouldHandleTextCommands: () => false, isControlCommandMessage: () => false },
      inbound: {
        ...channel.inbound,
        buildContext: (context: object) => context,
        async run({ adapter }: { adapter: { resolveTurn(): Promise<ChannelInboundTurnPlan> } }) {
          const plan = await adapter.resolveTurn();
          await plan.replyOptions?.turnAdoptionLifecycle?.onAdopted();
          begun.resolve(plan);
          await ends.promise;
          setImmediate(settled.resolve);
          return { dispatched: true };
        },
      },
    },
  } as unknown as PluginRuntime);
  const { begin, caught } = catching<Inbox>('the inbox');
  const first = openclaw.start('default', begin);
  await openclaw.isReady('default');
  await caught().admit([
    { event: aMessage({ at: Date.now(), room: { id: `Outliving${++rooms}`, type: 'channel' } }), bot: BOT },
  ]);
  const { delivery, replyOptions } = await begun.promise;

  /** The agent answers, and its turn ends. */
  async function answers(text: string): Promise<void> {
    const payload = await delivery.preparePayload?.({ text }, FINAL);
    const result = await delivery.deliver(payload ?? { text }, FINAL);
    await delivery.onDelivered?.(payload ?? { text }, FINAL, result);
    await endsTurn();
  }
  async function endsTurn(): Promise<void> {
    ends.resolve();
    await settled.promise;
  }
  async function startAgain() {
    openclaw.statuses.length = 0;
    const account = openclaw.start('default');
    await openclaw.isReady('default');
    return account;
  }
  const path = storePath(storeFolder(openclaw.folder), 'default');
  function rows(table: string): unknown[] {
    using db = new DatabaseSync(path);
    return db.prepare(`SELECT * FROM ${table}`).all();
  }
  const complaints = () => openclaw.lines.filter((line) => /^(warn|error)/.test(line));
  const grows = (text: string) => replyOptions?.onPartialReply?.({ text });
  return { app, openclaw, first, delivery, answers, endsTurn, startAgain, rows, complaints, grows };
}

describe('a turn that outlives its account', () => {
  test('does not delay the stop, is answered once after the next start, and leaves nothing open', async () => {
    const { app, openclaw, first, answers, startAgain, rows, complaints } = await aTurnOfOpenClaw({ mode: 'off' });
    const stopping = performance.now();
    await first.stop();
    expect(performance.now() - stopping).toBeLessThan(1_500);
    const next = await startAgain();
    expect(rows('begun')).toHaveLength(1);
    await answers('the late answer');
    await vi.waitFor(() => expect(rows('begun')).toEqual([]));
    expect(app.posts()).toMatchObject([{ text: 'the late answer' }]);
    // A reply to it needs no mention.
    expect(rows('posts')).toHaveLength(1);
    expect(rows('ingress')).toMatchObject([{ status: 'completed' }]);
    expect(complaints()).toEqual([]);
    await next.stop();
    await vi.waitFor(() => expect(openFilesIn(openclaw.folder)).toEqual([]));
  });

  test('and ends before the next start is not taken for interrupted then', async () => {
    const { app, first, answers, startAgain, rows, complaints } = await aTurnOfOpenClaw({ mode: 'off' });
    await first.stop();
    await answers('the late answer');
    await startAgain();
    await vi.waitFor(() => expect(rows('begun')).toEqual([]));
    expect(app.posts()).toMatchObject([{ text: 'the late answer' }]);
    expect(complaints()).toEqual([]);
  });

  test('answers a question of before also where its room is shut now: the queue hands the answer to the next start', async () => {
    const { app, openclaw, first, delivery, startAgain } = await aTurnOfOpenClaw({ mode: 'off' });
    const text = 'the late answer';
    const { durable } = delivery;
    if (typeof durable !== 'function') throw new Error('the answer is not durable');
    await first.stop();
    await startAgain();
    await durable({ text }, FINAL);
    const keyOf = { delivery: 'd1', part: 0 };
    const error = { code: 'may-not-write', reason: 'switched-off', message: 'shut' } as const;
    app.ledger.set(keyFor(keyOf, 0), { ok: false, error });
    const to = { roomId: `Outliving${rooms}` };
    await expect(workspaceOf(openclaw.cfg, 'default').sender.send({ to, text, keyOf })).rejects.toThrow();
    expect(app.asked('post').map(({ answers }) => answers)).toEqual([undefined, 'message.sent:M1']);
  });

  test('is known to the next process, if none of this process follows', async () => {
    const { openclaw, first, answers, rows } = await aTurnOfOpenClaw({ mode: 'off' });
    await first.stop();
    await answers('the late answer');
    await vi.waitFor(() => expect(openFilesIn(openclaw.folder)).toEqual([]));
    expect(rows('begun')).toHaveLength(1);
  });
});

describe('the preview of a turn that outlives its account', () => {
  const GROWS = { mode: 'partial', notify: 'first', editIntervalMs: 250 };

  async function aPreview() {
    const turn = await aTurnOfOpenClaw(GROWS);
    turn.grows('half of an');
    await vi.waitFor(() => expect(turn.app.posts()).toMatchObject([{ text: expect.stringContaining('half of an') }]));
    await vi.waitFor(() => expect(turn.rows('previews')).toMatchObject([{ message_id: expect.any(String) }]));
    await turn.first.stop();
    const next = await turn.startAgain();
    return { ...turn, next };
  }

  test('stays, grows on, and becomes the answer', async () => {
    const { app, grows, answers, rows, complaints } = await aPreview();
    grows('half of an answer, and more');
    await vi.waitFor(() => expect(app.asked('update')).toHaveLength(1));
    await answers('an answer');
    await vi.waitFor(() => expect(rows('previews')).toEqual([]));
    expect(app.asked('update').at(-1)).toMatchObject({ text: 'an answer' });
    expect(app.posts()).toHaveLength(1);
    expect(app.asked('delete')).toEqual([]);
    expect(complaints()).toEqual([]);
  });

  test('is taken away by its turn, if that ends without an answer', async () => {
    const { app, endsTurn, rows, complaints } = await aPreview();
    expect(app.asked('delete')).toEqual([]);
    await endsTurn();
    await vi.waitFor(() => expect(rows('previews')).toEqual([]));
    expect(app.asked('delete')).toHaveLength(1);
    expect(complaints()).toEqual([]);
  });
});
