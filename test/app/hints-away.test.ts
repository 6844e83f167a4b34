import { APP_ID, writeSecret } from '@rocketchat-openclaw/shared';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { findUserByName, type Sandbox, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type ConnectedApp, startUnconnected } from './connected-app.ts';

const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 23 + i * 3));
const BOT = 'openclaw.bot';
const PATIENCE = { timeout: 20_000, interval: 50 };
const NOT_YET = /^I am not connected yet: an admin has to paste a connection code/;
const WAITS = /^I can't reach the agent\. Your message waits here for up to 24 hours/;

interface Place {
  readonly rid: string;
  readonly threadId?: string;
}

describe.each(['deno', 'node'] satisfies Sandbox[])('no gateway takes what people ask (%s sandbox)', (sandbox) => {
  let workspace: Workspace;
  let gateway: ConnectedApp['gateway'];
  let commands: ConnectedApp['commands'];
  let places: Record<string, Place>;

  beforeAll(async () => {
    const unconnected = await startUnconnected(sandbox, secret);
    ({ workspace, gateway, commands } = unconnected);
    const alice = workspace.client('alice');
    const members = ['bob', 'carol', BOT];
    const channel = (await alice.createRoom('talk', { members }))._id;
    const root = await alice.say('#talk', 'lunch?');
    places = {
      'a direct room': { rid: (await workspace.client('bob').directRoomWith(BOT))._id },
      'a channel': { rid: channel },
      'a channel without the bot': { rid: (await alice.createRoom('plaza', { members: ['bob'] }))._id },
      'a private room': { rid: (await alice.createRoom('inner', { isPrivate: true, members }))._id },
      'a thread': { rid: channel, threadId: root._id },
    };
    return unconnected.stop;
  });

  beforeEach(() => void workspace.store.ephemerals.splice(0));

  const idOf = (username: string) => findUserByName(workspace.store, username)?._id ?? '';
  const told = () => workspace.store.ephemerals;
  const taken = () => JSON.stringify(gateway.accepted());
  const setting = (values: Record<string, unknown>) => workspace.app(APP_ID).setSettings(values);
  const ask = (who: string, { rid, threadId }: Place, words: string) =>
    workspace.client(who).say(rid, `@${BOT} ${words}`, threadId ? { threadId } : {});
  const handled = () => workspace.logs.filter((line) => /executePostMessageSent.*successfully/.test(line)).length;

  /** Bob asks twice in each place, and gets one whisper in each. */
  async function expectToldOnce(words: string, text: RegExp): Promise<void> {
    for (const place of Object.values(places)) {
      told().splice(0);
      const expected = [
        {
          uid: idOf('bob'),
          rid: place.rid,
          text: expect.stringMatching(text),
          ...(place.threadId && { tmid: place.threadId }),
        },
      ];
      await ask('bob', place, `${words} 1`);
      await vi.waitFor(() => expect(told()).toMatchObject(expected), PATIENCE);
      const before = handled();
      await ask('bob', place, `${words} 2`);
      await vi.waitFor(() => expect(handled()).toBeGreaterThan(before), PATIENCE);
      expect(told()).toMatchObject(expected);
      expect(told()[0]?.tmid).toBe(place.threadId);
    }
  }

  test('[F19] before a code was pasted: told once in each place, and nothing is kept', async () => {
    await expectToldOnce('too early', NOT_YET);
    const before = handled();
    await workspace.client('bob').say('#talk', 'nobody in particular');
    await vi.waitFor(() => expect(handled()).toBeGreaterThan(before), PATIENCE);
    expect(told()).toHaveLength(1);
  });

  test('[F19] an admin reads what is missing', async () => {
    await ask('alice', { rid: 'GENERAL' }, 'and I?');
    await vi.waitFor(() => expect(told()).toHaveLength(1), PATIENCE);
    expect(told()[0]?.text).toMatch(/I have no agent to ask: .*paste a connection code/);
  });

  test('[F19] while the gateway is away: told once in each place, and the messages come when it is back', async () => {
    await setting({ gateway_url: gateway.url, shared_secret: secret });
    gateway.refuseWith(503);
    await expectToldOnce('while away', WAITS);
    gateway.refuseWith(undefined);
    await commands.greet();
    await vi.waitFor(() => expect(taken().match(/while away/g)).toHaveLength(10), PATIENCE);
    expect(taken()).not.toContain('too early');
    expect(told()).toHaveLength(1);
  });

  test('[F19] people hear of the next outage again', async () => {
    gateway.refuseWith(503);
    await expectToldOnce('away again', WAITS);
    gateway.refuseWith(undefined);
    await commands.greet();
    await vi.waitFor(() => expect(taken().match(/away again/g)).toHaveLength(10), PATIENCE);
  });

  test('[F19] [F32] where an admin has to mend it, that is said, and to the admin how', async () => {
    gateway.refuseWith(404);
    await ask('carol', { rid: 'GENERAL' }, 'anybody?');
    await vi.waitFor(
      () => expect(told()).toMatchObject([{ uid: idOf('carol'), text: expect.stringMatching(/until an admin has/) }]),
      PATIENCE,
    );
    // As where OpenClaw keeps its channels off: nobody knows the address.
    await workspace.client('alice').command('#general', '/openclaw status');
    expect(told().at(-1)?.text).toMatch(/^❌ Not connected.*answered 404.*three unclean exits.*channels\.start/);
    gateway.refuseWith(undefined);
    await commands.greet();
    await vi.waitFor(() => expect(taken()).toContain('anybody?'), PATIENCE);
  });

  test('[F19] the author of each message that becomes a dead letter hears so', async () => {
    gateway.refuseWith(400);
    for (const many of [1, 2]) {
      await ask('bob', { rid: 'GENERAL' }, `never ${many}`);
      await vi.waitFor(() => expect(told()).toHaveLength(many), PATIENCE);
      expect(told().at(-1)).toMatchObject({
        uid: idOf('bob'),
        text: expect.stringMatching(/did not get your message/),
      });
    }
    gateway.refuseWith(undefined);
    gateway.answerWith({ outcome: 'refused', reason: 'it is not to be had' });
    await ask('bob', { rid: 'GENERAL' }, 'never 3');
    await vi.waitFor(() => expect(told()).toHaveLength(3), PATIENCE);
    expect(told().at(-1)?.text).toMatch(/OpenClaw refused it/);
    await workspace.runJobs();
    expect(told()).toHaveLength(3);
  });

  test('[F19] … also of one that has waited before', async () => {
    gateway.answerWith(undefined);
    gateway.refuseWith(503);
    await ask('carol', { rid: 'GENERAL' }, 'first it waits');
    await vi.waitFor(() => expect(told()).toMatchObject([{ text: expect.stringMatching(WAITS) }]), PATIENCE);
    gateway.refuseWith(undefined);
    gateway.answerWith({ outcome: 'refused', reason: 'it is not to be had' });
    await commands.greet();
    await vi.waitFor(async () => {
      await workspace.runJobs();
      expect(told().at(-1)).toMatchObject({
        uid: idOf('carol'),
        text: expect.stringMatching(/did not get your message/),
      });
    }, PATIENCE);
    await workspace.runJobs();
    expect(told()).toHaveLength(2);
    gateway.answerWith(undefined);
  });

  test('[F19] … and one that nobody could send for a day comes as a direct message, once', async () => {
    const old = Date.now() - 25 * 60 * 60_000;
    const sent = gateway.accepted().find((event) => event.type === 'message.sent' && event.room.name === 'talk');
    if (sent?.type !== 'message.sent') throw new Error('nothing was said in #talk');
    const event = {
      ...sent,
      id: 'message.sent:aged',
      at: old,
      message: { ...sent.message, id: 'aged', createdAt: old },
    };
    const data = { event, weight: 'addressed', heardAt: old, version: 0, why: 'it waited', diedAt: Date.now() };
    const associations = ['outbox:dead', 'outbox-event:message.sent:aged'].map((id) => ({ model: 'misc', id }));
    workspace.store.persistence.set('aged', { _id: 'aged', appId: APP_ID, associations, data });
    await workspace.runJobs();
    await workspace.runJobs();
    const direct = await workspace.client('bob').history(`@${BOT}`);
    expect(
      direct.filter(({ msg }) => msg.includes('never got the message that you wrote to me in #talk')),
    ).toHaveLength(1);
    expect(told()).toEqual([]);
  });

  test('[F19] after a disconnect there is no connection again, and people hear so again', async () => {
    await workspace.client('alice').command('#general', '/openclaw disconnect');
    told().splice(0);
    await ask('bob', places['a channel'] ?? { rid: '' }, 'still there?');
    await vi.waitFor(() => expect(told()).toHaveLength(1), PATIENCE);
    expect(told()[0]?.text).toMatch(/^I am not connected/);
  });
});
