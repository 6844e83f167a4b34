import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '@rocketchat-openclaw/shared';
import {
  verifyChannelMessageAdapterCapabilityProofs,
  verifyChannelMessageLiveCapabilityAdapterProofs,
  verifyChannelMessageLiveFinalizerProofs,
  verifyChannelMessageReceiveAckPolicyAdapterProofs,
  verifyDurableFinalCapabilityProofs,
} from 'openclaw/plugin-sdk/channel-outbound';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClient } from '../../../gateway-endpoint/src/account/workspace.ts';
import { laneOf } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { openInbox } from '../../../gateway-endpoint/src/admit/inbox.ts';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { openOffers } from '../../../gateway-endpoint/src/files/offers.ts';
import { openUploads } from '../../../gateway-endpoint/src/files/upload.ts';
import { openHostSeal } from '../../../gateway-endpoint/src/host/host-seal.ts';
import { machine } from '../../../gateway-endpoint/src/machine.ts';
import { channel } from '../../../gateway-endpoint/src/plugin/channel.ts';
import { messageAdapters } from '../../../gateway-endpoint/src/plugin/message-adapter.ts';
import { openSender } from '../../../gateway-endpoint/src/reply/sender.ts';
import { aMessage } from '../event.ts';
import { BOT, type FakeApp, startFakeApp } from '../fake-app.ts';
import { aSecret } from '../keys.ts';
import { aFolder, aStore, presentOf } from '../services.ts';

const adapterName = 'rocketchat';
const { message: adapter, outbound } = channel;
if (!adapter || !outbound) throw new Error('the channel has no adapters');

let app: FakeApp;
let cfg: object;

beforeAll(async () => {
  const secret = aSecret();
  app = await startFakeApp({ secret });
  cfg = { channels: { rocketchat: { baseUrl: app.url, sharedSecret: secret } } };
});
afterAll(() => app.stop());

let sends = 0;
const about = () => ({ cfg, to: 'channel:Room1', deliveryQueueId: `queued-${sends++}`, deliveryPartIndex: 0 });
const last = () => app.posts().at(-1) as Extract<Command, { command: 'post' }>;

/** The promises of the declarations, shown on the channel itself, with an app that answers over HTTP. */
const durable = {
  async text() {
    const sent = await adapter.send?.text?.({ ...about(), text: 'plain' });
    expect(sent?.receipt.platformMessageIds).toHaveLength(1);
    expect(last()).toMatchObject({ roomId: 'Room1', text: 'plain' });
  },
  async payload() {
    const sent = await adapter.send?.payload?.({ ...about(), text: '', payload: { text: 'a payload' } });
    expect(sent?.receipt.platformMessageIds).toHaveLength(1);
    expect(last()).toMatchObject({ text: 'a payload' });
  },
  async media() {
    // Files are pulled from the door of an account that runs; here is the same adapter with such an account.
    const account = resolveAccount(cfg);
    const client = openClient(account);
    const offers = openOffers({ accountId: 'default', ...machine });
    const log = { warn: () => undefined };
    const uploads = openUploads({
      client,
      offers,
      inParts: false,
      takesSha256: () => true,
      maxBytes: () => account.reading.mediaMaxBytes,
      log,
      ...machine,
    });
    const senderFor = () => openSender(client, account.writing, { uploads });
    const find = () => Promise.reject(new Error('nobody asks for a name here'));
    const { message } = messageAdapters({
      senderFor,
      find,
      newId: machine.newId,
      clock: machine.clock,
      seal: openHostSeal(Buffer.alloc(32)),
      report: log.warn,
    });
    const folder = aFolder();
    const mediaUrl = join(folder, 'report.pdf');
    writeFileSync(mediaUrl, '%PDF-1.4\n');
    const sent = await message.send?.media?.({ ...about(), text: 'see', mediaUrl, mediaLocalRoots: [folder] });
    expect(sent?.receipt.platformMessageIds).toHaveLength(2);
    expect(app.asked('upload').at(-1)).toMatchObject({ roomId: 'Room1', name: 'report.pdf', size: 9 });
    expect(app.asked('upload').at(-1)).not.toHaveProperty('text');
  },
  async thread() {
    await adapter.send?.text?.({ ...about(), text: 'below', threadId: 'Root1' });
    expect(last()).toMatchObject({ threadId: 'Root1', text: 'below' });
  },
  /** Said of the transport: it is a reply by its thread, and never by the id that comes with every payload. */
  async replyTo() {
    await adapter.send?.text?.({ ...about(), text: 'in reply', replyToId: 'M1', threadId: 'M1' });
    expect(last()).toMatchObject({ threadId: 'M1', text: 'in reply' });
    await adapter.send?.text?.({ ...about(), text: 'no reply', replyToId: 'M1' });
    expect(last()).not.toHaveProperty('threadId');
  },
  /** Hooks are OpenClaw's; ours is to post what they leave, and nothing where they leave nothing. */
  async messageSendingHooks() {
    const before = app.posts().length;
    const sent = await adapter.send?.text?.({ ...about(), text: ' ' });
    expect(sent).toMatchObject({ outcome: 'not_sent', receipt: { platformMessageIds: [] } });
    expect(app.posts()).toHaveLength(before);
  },
  async reconcileUnknownSend() {
    const send = about();
    const sent = await adapter.send?.text?.({ ...send, text: 'was it posted?' });
    const unknown = {
      ...send,
      queueId: send.deliveryQueueId,
      channel: adapterName,
      enqueuedAt: Date.now(),
      retryCount: 0,
    };
    const payloads = [{ text: 'was it posted?' }];
    expect(await adapter.durableFinal?.reconcileUnknownSend?.({ ...unknown, payloads })).toMatchObject({
      status: 'sent',
      messageId: sent?.receipt.primaryPlatformMessageId,
    });
    const never = { ...unknown, queueId: 'never-sent', payloads };
    expect(await adapter.durableFinal?.reconcileUnknownSend?.(never)).toEqual({ status: 'not_sent' });
  },
};

/** The agent's preview, where the channel has one: each capability that it declares needs its proof here. */
const live = {};
const finalizer = {};

const receive = {
  /** OpenClaw acknowledges nothing for us: the door does, once an event is on disk, whatever becomes of it. */
  async manual() {
    const abort = new AbortController();
    const inbox = openInbox({
      accountId: 'default',
      store: aStore(),
      deliver: async () => expect.unreachable('nothing is handled before it is acknowledged'),
      urgencyOf: () => 0,
      interrupts: () => false,
      presentNow: presentOf,
      turnLaneOf: laneOf,
      onDead: () => undefined,
      clock: () => 1_000,
      token: () => 'token',
      pause: async () => undefined,
      log: { info: () => undefined, error: () => undefined },
      abortSignal: abort.signal,
    });
    const event = aMessage();
    expect(await inbox.admit([{ event, bot: BOT }])).toEqual(['accepted']);
    expect(inbox.holds(event.id)).toBe(true);
    await inbox.stop();
  },
};

describe('OpenClaw’s contract helpers find a proof for everything that the channel declares', () => {
  test('of durable sends', async () => {
    const found = await verifyChannelMessageAdapterCapabilityProofs({ adapterName, adapter, proofs: durable });
    const declared = Object.keys(adapter.durableFinal?.capabilities ?? {});
    expect(found.flatMap(({ capability, status }) => (status === 'verified' ? [capability] : [])).sort()).toEqual(
      declared.sort(),
    );
    const { durableFinal: capabilities } = outbound.deliveryCapabilities ?? {};
    await verifyDurableFinalCapabilityProofs({ adapterName, ...(capabilities && { capabilities }), proofs: durable });
    expect(capabilities).toEqual(adapter.durableFinal?.capabilities);
  });

  test('of previews', async () => {
    await verifyChannelMessageLiveCapabilityAdapterProofs({ adapterName, adapter, proofs: live });
    await verifyChannelMessageLiveFinalizerProofs({ adapterName, adapter, proofs: finalizer });
  });

  test('of acknowledgements', async () => {
    const found = await verifyChannelMessageReceiveAckPolicyAdapterProofs({ adapterName, adapter, proofs: receive });
    expect(found.filter(({ status }) => status === 'verified')).toEqual([{ policy: 'manual', status: 'verified' }]);
  });

  test('and would miss one', async () => {
    const { text: _text, ...proofs } = durable;
    await expect(verifyChannelMessageAdapterCapabilityProofs({ adapterName, adapter, proofs })).rejects.toThrow(
      '"text" without a contract proof',
    );
  });

  test('a kind of send that can be settled is one that can be sent', () => {
    const kinds = Object.keys(adapter.durableFinal?.reconcileUnknownSendKinds ?? {});
    expect(kinds.filter((kind) => !(kind in (adapter.send ?? {})))).toEqual([]);
  });
});
