import type { EventOf } from '@rocketchat-openclaw/shared';
import { createChannelPairingController } from 'openclaw/plugin-sdk/channel-pairing';
import { createIngressEffectOnce } from 'openclaw/plugin-sdk/ingress-effect-once';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { CHANNEL_ID, CHANNEL_LABEL } from '../config/channel-id.ts';
import type { Sender } from '../reply/sender.ts';

/** Longer than the queue keeps its tombstones (30 days), so that no repeat finds the effect forgotten. */
const REMEMBER_MS = 31 * 24 * 60 * 60_000;
const REMEMBER_ENTRIES = 20_000;

/** Answers a stranger's direct message with a pairing code: once per stranger, and once per event whatever crashes. */
export type Challenge = (event: EventOf<'message.sent'>) => Promise<void>;

export function openChallenge(runtime: PluginRuntime, accountId: string, sender: Sender): Challenge {
  const pairing = createChannelPairingController({ core: runtime, channel: CHANNEL_ID, accountId });
  const effects = createIngressEffectOnce({
    pluginId: CHANNEL_ID,
    namespacePrefix: `pairing.${accountId}`,
    ttlMs: REMEMBER_MS,
    stateMaxEntries: REMEMBER_ENTRIES,
  });
  return async function challenge({ id, actor, room }) {
    const sendPairingReply = async (text: string) => {
      await sender.send({ to: { roomId: room.id }, text, keyOf: { event: id, purpose: 'pairing' } });
    };
    const run = () =>
      pairing.issueChallenge({
        senderId: actor.id,
        senderIdLine: `Your ${CHANNEL_LABEL} user id: ${actor.id}`,
        meta: { name: actor.username },
        sendPairingReply,
        // Swallowed by default, which would commit an effect that never was; thrown, the event is tried again.
        onReplyError: (error) => {
          throw error;
        },
      });
    await effects.runOnce({ eventId: id, effect: 'challenge', run });
  };
}
