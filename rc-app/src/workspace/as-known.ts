import {
  ACTOR_LANGUAGE,
  type Actor,
  type Event,
  type GatewayHello,
  MESSAGE_ATTACHMENTS,
  type Message,
} from '@rocketchat-openclaw/shared';

type FieldOf010 = 'id' | 'text' | 'alias' | 'threadId' | 'mentions' | 'files' | 'createdAt' | 'editedAt' | 'editedBy';
type NewerField = Exclude<keyof Message, FieldOf010>;

/** The fields of a message that 0.1.0 did not have, each with the feature that a gateway names to get it. */
const FEATURE_OF: Readonly<Record<NewerField, string>> = { attachments: MESSAGE_ATTACHMENTS };
const NEWER = Object.keys(FEATURE_OF) as NewerField[];

/** A gateway whose hello does not name the feature is older, and would refuse the whole message. */
export function takes(field: NewerField, hello: GatewayHello | undefined): boolean {
  return hello === undefined || (hello.features ?? []).includes(FEATURE_OF[field]);
}

/** The message without the fields that this gateway does not know. */
export function messageAsKnown(message: Message, hello: GatewayHello | undefined): Message {
  const known = { ...message };
  for (const field of NEWER) if (!takes(field, hello)) delete known[field];
  return known;
}

/** The events as this gateway knows them. The outbox keeps them whole, because a newer gateway may take them. */
export function asKnown(events: readonly Event[], hello: GatewayHello | undefined): Event[] {
  return events.map((event) => {
    if (event.type === 'app.hello') return event;
    const actor = actorAsKnown(event.actor, hello);
    return event.type === 'message.sent' || event.type === 'message.updated'
      ? { ...event, actor, message: messageAsKnown(event.message, hello) }
      : { ...event, actor };
  });
}

/** A gateway that has not said hello gets no language either: an English sentence is better than a refused message. */
function actorAsKnown({ language, ...actor }: Actor, hello: GatewayHello | undefined): Actor {
  return language !== undefined && hello?.features?.includes(ACTOR_LANGUAGE) ? { ...actor, language } : actor;
}
