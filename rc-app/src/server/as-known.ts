import { type Event, type GatewayHello, MESSAGE_ATTACHMENTS } from '@rocketchat-openclaw/shared';

/** A gateway whose hello does not name it is older, and would refuse the whole message. */
export function takesAttachments(hello: GatewayHello | undefined): boolean {
  return hello === undefined || (hello.features ?? []).includes(MESSAGE_ATTACHMENTS);
}

/** The events as this gateway knows them. The outbox keeps them whole, because a newer gateway may take them. */
export function asKnown(events: readonly Event[], hello: GatewayHello | undefined): Event[] {
  if (takesAttachments(hello)) return [...events];
  return events.map((event) => {
    if (event.type !== 'message.sent' && event.type !== 'message.updated') return event;
    const { attachments: _unknown, ...message } = event.message;
    return { ...event, message };
  });
}
