import { Refusal } from '@rocketchat-openclaw/shared';

/**
 * The engine tells apps that a message was pinned (IPostMessagePinned) and gives them no way to pin one: no updater, no
 * bridge, and an edit reaches none of the fields that make a pin. Nor can the pins of a room be asked for. Refused rather
 * than made up, since a message that only looks pinned is in nobody's list.
 */
export async function refusePins(): Promise<never> {
  throw new Refusal('unsupported-command', "Rocket.Chat's Apps-Engine lets no app pin, unpin or list pinned messages");
}
