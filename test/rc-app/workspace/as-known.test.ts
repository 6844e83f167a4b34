import { ACTOR_LANGUAGE, type Event, type GatewayHello, MESSAGE_ATTACHMENTS } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { asKnown, messageAsKnown } from '../../../rc-app/src/workspace/as-known.ts';
import { EVENTS } from '../../shared/contract/samples.ts';

const hello = (features?: string[]) => ({ ...(features && { features }) }) as GatewayHello;
const quoting = { attachments: [{ kind: 'withheld' as const }] };

const quotes = (event: Event): Event =>
  event.type === 'message.sent' || event.type === 'message.updated'
    ? { ...event, message: { ...event.message, ...quoting } }
    : event;
const plain = (event: Event): Event => {
  if (event.type !== 'message.sent' && event.type !== 'message.updated') return event;
  const { attachments: _none, ...message } = event.message;
  return { ...event, message };
};
const whole = EVENTS.map(quotes);

describe('a gateway gets the language of a person', () => {
  const spoken = EVENTS.map((event) =>
    event.type === 'app.hello' ? event : { ...event, actor: { ...event.actor, language: 'de' } },
  );

  test.each<[string, GatewayHello | undefined, Event[]]>([
    ['not if it is older', hello(), EVENTS.map(plain)],
    ['not if it has not said hello', undefined, EVENTS],
    ['if it names the feature', hello([ACTOR_LANGUAGE, MESSAGE_ATTACHMENTS]), spoken],
  ])('%s', (_which, from, events) => {
    expect(asKnown(spoken, from)).toEqual(events);
  });
});

describe('a gateway gets no field whose feature it has not named', () => {
  test.each<[string, GatewayHello | undefined, Event[]]>([
    ['an older one', hello(), EVENTS.map(plain)],
    ['one with other features', hello(['something.else']), EVENTS.map(plain)],
    ['one that names it', hello([MESSAGE_ATTACHMENTS]), whole],
    ['one that has not said hello', undefined, whole],
  ])('%s', (_who, from, events) => {
    expect(asKnown(whole, from)).toEqual(events);
  });

  test('and what waits for a newer one stays whole', () => {
    const [message] = whole.flatMap((event) => (event.type === 'message.sent' ? [event.message] : []));
    if (!message) throw new Error('there is no sample');
    const before = structuredClone(message);
    expect(messageAsKnown(message, hello())).not.toHaveProperty('attachments');
    expect(message).toEqual(before);
  });
});
