import { LIMITS } from '@rocketchat-openclaw/shared';
import { questionGatewayRuntime } from 'openclaw/plugin-sdk/question-gateway-runtime';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { aClick, aControl, cardOf, tells } from '../interactions/clickable.ts';
import { aForm } from './a-clicked.ts';
import { aClaim, aGateway, open } from './a-gateway.ts';

describe('a click that is words for the agent', () => {
  test('in a thread belongs to the session of the thread', async () => {
    const gateway = aGateway();
    const [yes = ''] = gateway.post(cardOf(tells('Yes')));
    const event = aClick(yes);
    const there = { ...event, message: { ...event.message, threadId: 'Root1' } };
    expect(await gateway.sees(there)).toEqual(['turn']);
    expect(gateway.turns.map(({ route }) => route.dispatchSessionKey)).toEqual([
      'agent:main:channel:Room1:thread:root1',
    ]);
  });

  test('in a room belongs to the session of the room, and names no thread', async () => {
    const gateway = aGateway();
    const [yes = ''] = gateway.post(cardOf(tells('Yes')));
    await gateway.sees(aClick(yes));
    expect(gateway.turns.map(({ reply }) => reply?.messageThreadId)).toEqual([undefined]);
  });

  test.each([
    ['thread', { threadId: 'Root1' }],
    ['history', {}],
  ])('comes with what was said before it: of its %s', async (asked, where) => {
    const gateway = aGateway();
    const [yes = ''] = gateway.post(cardOf(tells('Yes')));
    const event = aClick(yes);
    await gateway.sees({ ...event, message: { ...event.message, ...where } });
    expect(gateway.asked).toEqual([asked]);
  });

  test('waits no longer when it is over', async () => {
    const gateway = aGateway();
    const [yes = ''] = gateway.post(cardOf(tells('Yes')));
    await gateway.sees(aClick(yes));
    expect(gateway.unwaited).toEqual(['click-1']);
  });

  test.each([
    [LIMITS.idChars, (id: string) => id],
    [LIMITS.idChars + 1, () => expect.stringMatching(/^[\w-]{43}$/)],
  ])('is named by its event, as far as the contract lets a message have such a long id: %i', async (length, named) => {
    const gateway = aGateway();
    const [yes = ''] = gateway.post(cardOf(tells('Yes')));
    const id = 'c'.repeat(length);
    await gateway.sees(aClick(yes, { id }));
    expect(gateway.turns.map(({ messageId }) => messageId)).toEqual([named(id)]);
  });

  test('is shown in its card as soon as OpenClaw has it, and not only when the agent has answered', async () => {
    const gateway = aGateway();
    const ends = Promise.withResolvers<void>();
    gateway.agent.ends = ends.promise;
    const adopted = Promise.withResolvers<void>();
    const [yes = ''] = gateway.post(cardOf(tells('Yes')));
    let isTaken = false;
    const claim = { ...aClaim(), adopted: adopted.promise, isTaken: () => isTaken };
    const handled = gateway.sees(aClick(yes), claim);
    await expect.poll(() => gateway.begun).toHaveLength(1);
    expect(gateway.edits).toEqual([]);
    isTaken = true;
    adopted.resolve();
    await expect.poll(() => gateway.edits).toHaveLength(1);
    ends.resolve();
    expect(await handled).toEqual(['turn']);
    expect(gateway.edits).toHaveLength(1);
  });

  test('that comes too late has no effect, says so, and may be made again by anybody', async () => {
    const gateway = aGateway();
    const [yes = ''] = gateway.post(cardOf(tells('Yes')));
    expect(await gateway.sees(aClick(yes), { ...aClaim(), isLate: true })).toEqual(['too-late']);
    expect([gateway.turns, gateway.edits]).toEqual([[], []]);
    expect(gateway.told).toEqual([expect.stringMatching(/^Alice1 in Room1: /)]);
    expect(await gateway.sees(aClick(yes, { by: 'Bob1', id: 'click-2' }))).toEqual(['turn']);
  });

  test('has one line, and says the value only where it is another one than the label', async () => {
    const gateway = aGateway();
    const controls = [
      aControl('Go  on\n now ', { does: 'tell', value: 'Go on now' }),
      aControl('Deploy', { does: 'tell', value: ' deploy:\n  canary ' }),
    ];
    const tokens = gateway.post(cardOf(...controls.map((control) => ({ ...control, isReusable: true }))));
    for (const [n, token] of tokens.entries()) await gateway.sees(aClick(token, { id: `click-${n}` }));
    expect(gateway.turns.map(({ message }) => message.rawBody)).toEqual([
      '[button] Go on now',
      '[button] Deploy (deploy: canary)',
    ]);
  });
});

describe('a form with an answer in the person’s own words', () => {
  function asked(section: object = open) {
    const resolve = vi
      .spyOn(questionGatewayRuntime, 'resolveOption')
      .mockImplementation((async () => ({ status: 'custom-input' })) as never);
    onTestFinished(() => resolve.mockRestore());
    const gateway = aGateway(section);
    gateway.post({
      ...cardOf(aControl('Other…', { does: 'ask', questionId: 'Q1' })),
    });
    gateway.interactions.forms.opened({ viewId: 'view-1', cardKey: 'key-1', userId: 'Alice1', threadId: 'Root1' });
    return gateway;
  }

  test('reaches the agent as if they had written it in the thread of the card, which says what they have chosen', async () => {
    const gateway = asked();
    expect(await gateway.sees(aForm(' blue\n'))).toEqual(['turn']);
    expect(gateway.turns).toMatchObject([
      {
        sender: { id: 'Alice1' },
        message: { rawBody: 'blue' },
        route: { dispatchSessionKey: 'agent:main:channel:Room1:thread:root1' },
      },
    ]);
    expect(gateway.edits).toMatchObject([{ text: 'So?\n\n✓ **blue** — @\u200bAlice1' }]);
  });

  test('of somebody who may no longer talk to the agent is refused to them', async () => {
    const gateway = asked({ groupPolicy: 'disabled' });
    expect(await gateway.sees(aForm('blue'))).toEqual(['rooms-disabled']);
    expect(gateway.told).toEqual([expect.stringMatching(/^Alice1 in Root1: /)]);
    expect([gateway.turns, gateway.edits]).toEqual([[], []]);
  });
});
