import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { describe, expect, test } from 'vitest';
import { openChallenge } from '../../../gateway-endpoint/src/pairing/pair.ts';
import { CODE_LIFE_MS, openPairMemory } from '../../../gateway-endpoint/src/pairing/pair-memory.ts';
import { openPairWatch } from '../../../gateway-endpoint/src/pairing/pair-watch.ts';
import type { Outgoing } from '../../../gateway-endpoint/src/reply/outgoing.ts';
import { PAIRING } from '../../../gateway-endpoint/src/texts/en/people.ts';
import { aMessage } from '../event.ts';
import { aStore as anAccountStore } from '../services.ts';

const direct = (id: string, userId = 'Carol1') =>
  aMessage({ id, room: { id: `Dm${userId}`, type: 'direct' }, actor: { id: userId }, mentioned: false });

/** OpenClaw's pairing store: three may wait. */
function aStore() {
  const codes = new Map<string, string>();
  return {
    codes,
    approved: [] as string[],
    buildPairingReply: ({ idLine, code }: { idLine: string; code: string }) => `${idLine} ${code}`,
    upsertPairingRequest: async ({ id }: { id: string }) => {
      const code = codes.get(id);
      if (code) return { code, created: false };
      if (codes.size >= 3) return { code: '', created: false };
      codes.set(id, `CODE${codes.size}`);
      return { code: `CODE${codes.size - 1}`, created: true };
    },
  };
}

/** OpenClaw's record of effects, which outlives a restart. */
function someEffects() {
  const done = new Set<string>();
  return {
    async runOnce<T>({ eventId, run }: { eventId: string; run: () => Promise<T> }) {
      if (done.has(eventId)) return { kind: 'replayed' as const };
      const value = await run();
      done.add(eventId);
      return { kind: 'executed' as const, value };
    },
  };
}

/** The gateway's side, which `restart` builds anew over the same disk. */
function aGateway(language?: string) {
  const at = { now: 0 };
  const store = aStore();
  const effects = someEffects();
  let account = anAccountStore();
  const sent: string[] = [];
  const app = { isAway: false };
  const timers = new Set<() => void>();
  const sender = {
    send: async ({ text, to, keyOf }: Outgoing) => {
      if (app.isAway) throw new Error('the app is away');
      sent.push(`${JSON.stringify(to)} ${text} ${JSON.stringify(keyOf)}`);
      return { roomId: '', messageIds: [] };
    },
  };
  const warned: string[] = [];
  const boot = () => {
    timers.clear();
    const memory = openPairMemory({ store: account, clock: () => at.now });
    const watch = openPairWatch({
      language: () => language,
      memory,
      readApproved: async () => store.approved,
      sender,
      every: (_ms, run) => {
        timers.add(run);
        return () => timers.delete(run);
      },
      signal: new AbortController().signal,
      log: { warn: (line) => void warned.push(line) },
    });
    const runtime = { channel: { pairing: store } } as unknown as PluginRuntime;
    const host = { runtime, accountId: 'default', sender, effects };
    const waits: typeof memory.waits = (person) => {
      memory.waits(person);
      watch.wake();
    };
    return { memory, watch, challenge: openChallenge({ ...host, memory: { ...memory, waits } }) };
  };
  const gateway = { at, store, sent, app, timers, warned, ...boot(), restart };
  function restart(): void {
    account.close();
    account = anAccountStore(account.path);
    Object.assign(gateway, boot());
  }
  return gateway;
}

describe('a stranger', () => {
  test('reads the code and the news of the approval in the language of their account', async () => {
    const { challenge, sent, store, watch } = aGateway();
    const event = direct('M1');
    await challenge({ ...event, actor: { ...event.actor, language: 'de-AT' } });
    store.approved.push('Carol1');
    await watch.look();
    expect(sent).toEqual([
      expect.stringMatching(/Schick ihr diesen Code:.*CODE0.*Damit gibt sie dich frei:/s),
      expect.stringContaining('Du bist freigegeben: Ab jetzt kann ich dir antworten.'),
    ]);
  });

  test('reads the news in the language of the workspace, if the gateway was started anew meanwhile', async () => {
    const gateway = aGateway('es');
    const event = direct('M1');
    await gateway.challenge({ ...event, actor: { ...event.actor, language: 'de' } });
    gateway.restart();
    gateway.store.approved.push('Carol1');
    await gateway.watch.look();
    expect(gateway.sent.at(-1)).toContain('Tienes permiso: a partir de ahora puedo responderte.');
  });

  test('is sent one code, however often they write', async () => {
    const { challenge, sent } = aGateway();
    expect(await challenge(direct('M1'))).toBe('sent');
    expect(await challenge(direct('M2'))).toBe('before');
    expect(sent).toEqual([expect.stringMatching(/"roomId":"DmCarol1".*user ID: Carol1.*CODE0.*"purpose":"pairing"/s)]);
  });

  test('is sent it after all where the app was away, and the event is tried again', async () => {
    const { app, challenge, sent } = aGateway();
    app.isAway = true;
    await expect(challenge(direct('M1'))).rejects.toThrow('the app is away');
    app.isAway = false;
    expect(await challenge(direct('M1'))).toBe('sent');
    expect(sent).toEqual([expect.stringContaining('CODE0')]);
  });

  test('has the same event answered once, over restarts', async () => {
    const gateway = aGateway();
    await gateway.challenge(direct('M1'));
    gateway.restart();
    expect(await gateway.challenge(direct('M1'))).toBe('sent');
    expect(await gateway.challenge(direct('M2'))).toBe('before');
    expect(gateway.sent).toHaveLength(1);
  });

  test('has no code while three others wait', async () => {
    const { challenge } = aGateway();
    for (const id of ['A1', 'B1', 'C1']) expect(await challenge(direct(`M${id}`, id))).toBe('sent');
    expect(await challenge(direct('MD1', 'D1'))).toBe('none');
  });
});

describe('an approval', () => {
  test('reaches the person once, in the same room, with the key of the code', async () => {
    const { challenge, store, watch, sent, timers } = aGateway();
    await challenge(direct('M1'));
    expect(timers.size).toBe(1);
    await watch.look();
    expect(sent).toHaveLength(1);
    store.approved = ['Carol1'];
    await watch.look();
    await watch.look();
    expect(sent.slice(1)).toEqual([
      `{"roomId":"DmCarol1"} ${PAIRING.approved} {"event":"message.sent:M1","purpose":"pairing.approved"}`,
    ]);
    expect(timers.size).toBe(0);
  });

  test('during a restart reaches the person after it', async () => {
    const gateway = aGateway();
    await gateway.challenge(direct('M1'));
    gateway.store.approved = ['Carol1'];
    gateway.restart();
    await gateway.watch.look();
    gateway.restart();
    await gateway.watch.look();
    expect(gateway.sent).toHaveLength(2);
  });

  test('reaches the person when the app is back', async () => {
    const { app, challenge, store, watch, sent, warned } = aGateway();
    await challenge(direct('M1'));
    store.approved = ['Carol1'];
    app.isAway = true;
    await watch.look();
    app.isAway = false;
    await watch.look();
    expect(sent).toHaveLength(2);
    expect(warned).toEqual([expect.stringContaining('the app is away')]);
  });

  test('is no news for a person who talks to the agent already', async () => {
    const { challenge, store, memory, watch, sent } = aGateway();
    await challenge(direct('M1'));
    store.approved = ['Carol1'];
    memory.forget('Carol1');
    await watch.look();
    expect(sent).toHaveLength(1);
  });

  test('is not looked for when nobody waits, nor longer than a code lives', async () => {
    const { at, challenge, store, watch, sent, timers } = aGateway();
    await watch.look();
    expect(timers.size).toBe(0);
    await challenge(direct('M1'));
    at.now = CODE_LIFE_MS + 60_001;
    store.approved = ['Carol1'];
    await watch.look();
    expect(timers.size).toBe(0);
    expect(sent).toHaveLength(1);
  });

  test('is no longer looked for when the account stops', async () => {
    const { challenge, watch, timers } = aGateway();
    await challenge(direct('M1'));
    await watch.stop();
    expect(timers.size).toBe(0);
  });
});
