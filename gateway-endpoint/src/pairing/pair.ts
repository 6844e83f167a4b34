import { type EventOf, printable } from '@rocketchat-openclaw/shared';
import { createChannelPairingController } from 'openclaw/plugin-sdk/channel-pairing';
import type { createIngressEffectOnce } from 'openclaw/plugin-sdk/ingress-effect-once';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { formatCliCommand } from 'openclaw/plugin-sdk/setup-tools';
import { senderIn } from '../config/account-names.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import type { Sender } from '../reply/sender.ts';
import { type Words, wordsIn } from '../texts/words.ts';
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
  /** OpenClaw's record of effects by event. */
  readonly effects: ReturnType<typeof createIngressEffectOnce>;
}

function codeFor(idLine: string, code: string, { PAIRING_CODE }: Words): string {
  const command = formatCliCommand(`openclaw pairing approve ${CHANNEL_ID} ${code}`);
  return PAIRING_CODE(idLine, code, command);
}

export function openChallenge({ runtime, accountId, sender, memory, effects }: Challenging): Challenge {
  const pairing = createChannelPairingController({ core: runtime, channel: CHANNEL_ID, accountId });

  async function run({ id, actor, room }: EventOf<'message.sent'>) {
    const words = wordsIn(actor.language);
    const stranger = {
      senderId: senderIn(accountId, actor.id),
      senderIdLine: words.PAIRING.userId(actor.id),
    };
    const meta = { name: printable(actor.username) };
    const sendPairingReply = async (text: string) => {
      await sender.send({ to: { roomId: room.id }, text, keyOf: { event: id, purpose: 'pairing' } });
      memory.waits({ userId: actor.id, eventId: id, roomId: room.id, language: actor.language });
    };
    const { created } = await pairing.issueChallenge({
      ...stranger,
      meta,
      buildReplyText: ({ code }) => codeFor(stranger.senderIdLine, code, words),
      sendPairingReply,
      // By default the error is swallowed, and an effect that did not happen is committed. If it is thrown, the event
      // is tried again.
      onReplyError: (error) => {
        throw error;
      },
    });
    if (created) return 'sent';
    if (memory.isWaiting(actor.id)) return 'before';
    // The request exists, but its code was not sent: the app was away at the first attempt.
    const { code } = await pairing.upsertPairingRequest({ id: stranger.senderId, meta });
    if (code === '') return 'none';
    await sendPairingReply(codeFor(stranger.senderIdLine, code, words));
    return 'sent';
  }

  return async function challenge(event) {
    const done = await effects.runOnce({ eventId: event.id, effect: 'challenge', run: () => run(event) });
    // The result of the first attempt needs no second message.
    return done.kind === 'executed' ? done.value : 'sent';
  };
}
