import { type EventOf, printable } from '@rocketchat-openclaw/shared';
import { createChannelPairingController } from 'openclaw/plugin-sdk/channel-pairing';
import type { createIngressEffectOnce } from 'openclaw/plugin-sdk/ingress-effect-once';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { senderIn } from '../place/account-names.ts';
import type { Sender } from '../reply/sender.ts';
import { PAIRING } from '../texts/people.ts';
import type { PairMemory } from './pair-memory.ts';

/**
 * Answers a stranger's direct message with a pairing code: once per stranger, and once per event whatever crashes.
 *
 * @returns `sent` by this event, `before` by an earlier one, or `none` because too many wait (OpenClaw: three)
 */
export type Challenge = (event: EventOf<'message.sent'>) => Promise<'sent' | 'before' | 'none'>;

export interface Challenging {
  readonly runtime: PluginRuntime;
  readonly accountId: string;
  readonly sender: Pick<Sender, 'send'>;
  readonly memory: Pick<PairMemory, 'waits' | 'isWaiting'>;
  /** OpenClaw's record of what was done about which event. */
  readonly effects: ReturnType<typeof createIngressEffectOnce>;
}

export function openChallenge({ runtime, accountId, sender, memory, effects }: Challenging): Challenge {
  const pairing = createChannelPairingController({ core: runtime, channel: CHANNEL_ID, accountId });

  async function run({ id, actor, room }: EventOf<'message.sent'>) {
    const stranger = {
      senderId: senderIn(accountId, actor.id),
      senderIdLine: PAIRING.userId(actor.id),
    };
    const meta = { name: printable(actor.username) };
    const sendPairingReply = async (text: string) => {
      await sender.send({ to: { roomId: room.id }, text, keyOf: { event: id, purpose: 'pairing' } });
      memory.waits({ userId: actor.id, eventId: id, roomId: room.id });
    };
    const { created } = await pairing.issueChallenge({
      ...stranger,
      meta,
      sendPairingReply,
      // Swallowed by default, which would commit an effect that never was; thrown, the event is tried again.
      onReplyError: (error) => {
        throw error;
      },
    });
    if (created) return 'sent';
    if (memory.isWaiting(actor.id)) return 'before';
    // There is a request, and nobody was sent its code: the app was away at the first attempt.
    const { code } = await pairing.upsertPairingRequest({ id: stranger.senderId, meta });
    if (code === '') return 'none';
    const idLine = stranger.senderIdLine;
    await sendPairingReply(runtime.channel.pairing.buildPairingReply({ channel: CHANNEL_ID, idLine, code }));
    return 'sent';
  }

  return async function challenge(event) {
    const done = await effects.runOnce({ eventId: event.id, effect: 'challenge', run: () => run(event) });
    // Whatever was said the first time needs no second word.
    return done.kind === 'executed' ? done.value : 'sent';
  };
}
