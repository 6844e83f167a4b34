import { describe, expect, test } from 'vitest';
import { pollContent } from '../../../gateway-endpoint/src/interactions/poll.ts';
import { EN } from '../../../gateway-endpoint/src/texts/pattern.ts';
import { handleClick } from '../../../gateway-endpoint/src/turn/handle-click.ts';
import { handleForm } from '../../../gateway-endpoint/src/turn/handle-form.ts';
import { BOT } from '../fake-app.ts';
import { aClick, aControl, cardOf, tells } from '../interactions/clickable.ts';
import { aClicked, aForm, OPEN } from './a-clicked.ts';
import { openRequests } from './open-requests.ts';

type Gateway = ReturnType<typeof aClicked>;

const click = ({ claim, services }: Gateway, ...made: Parameters<typeof aClick>) =>
  handleClick(aClick(...made), BOT, claim, services);
const silenceOf = ({ outcome }: Awaited<ReturnType<typeof click>>) =>
  typeof outcome === 'object' ? outcome.silence : outcome;

const question = cardOf(
  aControl('Yes', { does: 'answer', questionId: 'Q1', option: 'yes' }),
  aControl('Other…', { does: 'ask', questionId: 'Q1' }),
);

describe('a choice', () => {
  test('is the answer that OpenClaw waits for, and the card says who has chosen what', async () => {
    const gateway = aClicked();
    const [yes = ''] = gateway.post(question);
    expect(await click(gateway, yes)).toEqual({ outcome: 'click' });
    expect(gateway.resolving).toMatchObject([{ questionId: 'Q1', optionValue: 'yes', senderId: 'Alice1' }]);
    expect(gateway.edits).toMatchObject([{ messageId: 'Post1', text: 'So?\n\n✓ **Yes** — @\u200bAlice1' }]);
    expect(gateway.told).toEqual([]);
  });

  test('of a question that has ended elsewhere ends the card as well', async () => {
    const gateway = aClicked();
    gateway.answer.by = async () => 'already-terminal';
    const [yes = ''] = gateway.post(question);
    expect(silenceOf(await click(gateway, yes))).toBe('already-answered');
    expect(gateway.edits).toMatchObject([{ text: 'So?\n\n✗ **No longer open**' }]);
    expect(gateway.told).toEqual(['Alice1 in Room1: This has already been answered.']);
  });

  test.each([
    ['from which OpenClaw’s policy has kept them since', async () => 'denied', 'sender-not-allowed', undefined],
    [
      'that OpenClaw does not take',
      async () => Promise.reject(new Error('no such option')),
      'answer-not-taken',
      'Error: no such option',
    ],
  ])('%s leaves the buttons, and may be made again', async (_, fails, silence, detail) => {
    const gateway = aClicked();
    gateway.answer.by = fails;
    const [yes = ''] = gateway.post(question);
    expect((await click(gateway, yes)).outcome).toEqual({ silence, ...(detail && { detail }) });
    expect(gateway.edits).toEqual([]);
    gateway.answer.by = async () => 'answered';
    expect(silenceOf(await click(gateway, yes, { id: 'click-2' }))).toBe('click');
  });

  test.each([
    [{}, true],
    [{ groupPolicy: 'disabled' }, false],
  ])('is looked at once more when OpenClaw takes it: under %j it may count: %s', async (change, expected) => {
    const section = { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' };
    const gateway = aClicked(section);
    const asked: unknown[] = [];
    gateway.answer.by = async ({ authorize }) => {
      Object.assign(section, change);
      // The configuration is read anew, as `aRuntime` does.
      Object.assign(gateway.services.runtime.config.current().channels?.['rocketchat'] ?? {}, change);
      asked.push(await authorize?.());
      return 'answered';
    };
    const [yes = ''] = gateway.post(question);
    await click(gateway, yes);
    expect(asked).toEqual([expected]);
  });
});

describe('“Other…”', () => {
  test('opens a form for the person, and the question stays open', async () => {
    const gateway = aClicked();
    gateway.answer.by = async () => 'custom-input';
    const [, other = ''] = gateway.post(question);
    expect(await click(gateway, other)).toEqual({ outcome: 'click' });
    expect(gateway.resolving).toMatchObject([{ questionId: 'Q1', customInput: true, senderId: 'Alice1' }]);
    expect(gateway.commands).toEqual([
      {
        v: 1,
        command: 'openView',
        key: 'view.view-1',
        roomId: 'Room1',
        userId: 'Alice1',
        triggerId: 'Trigger1',
        viewId: 'view-1',
        title: 'Your answer',
        submit: 'Answer',
        input: { actionId: 'answer', label: 'Answer', multiline: true },
      },
    ]);
    expect(gateway.options).toMatchObject([{ attempts: 1 }]);
    expect(gateway.interactions.forms.find('view-1', 'Alice1')).toMatchObject({ cardKey: 'key-1' });
    expect(gateway.edits).toEqual([]);
  });

  test('of a question that has ended opens nothing', async () => {
    const gateway = aClicked();
    gateway.answer.by = async () => 'already-terminal';
    const [, other = ''] = gateway.post(question);
    expect(silenceOf(await click(gateway, other))).toBe('already-answered');
    expect(gateway.commands).toEqual([]);
  });

  test('of a client that names no trigger is answered in words', async () => {
    const gateway = aClicked();
    gateway.answer.by = async () => 'custom-input';
    const [, other = ''] = gateway.post(question);
    const { triggerId: _, ...without } = aClick(other);
    const { outcome } = await handleClick(without, BOT, gateway.claim, gateway.services);
    expect(outcome).toEqual({ silence: 'answer-not-taken', detail: 'Error: the client has named no trigger' });
    expect([gateway.commands, gateway.told.length]).toEqual([[], 1]);
  });
});

describe('a form', () => {
  async function opened() {
    const gateway = aClicked();
    gateway.answer.by = async () => 'custom-input';
    const [, other = ''] = gateway.post(question);
    await click(gateway, other);
    return gateway;
  }
  const send = ({ claim, services }: Gateway, ...made: Parameters<typeof aForm>) =>
    handleForm(aForm(...made), BOT, claim, services);

  test.each<[string, Parameters<typeof aForm>, string]>([
    ['of another person', ['blue', { by: 'Bob1' }], 'button-expired'],
    ['that nobody has opened', ['blue', { viewId: 'view-2' }], 'button-expired'],
    ['for another room', ['blue', { roomId: 'Room2' }], 'button-expired'],
    ['with nothing in it', [undefined], 'no-text'],
    ['with blanks in it', [' \n'], 'no-text'],
  ])('%s is no answer', async (_, made, silence) => {
    const gateway = await opened();
    expect(silenceOf(await send(gateway, ...made))).toBe(silence);
    expect(gateway.told).toHaveLength(1);
    expect(gateway.edits).toEqual([]);
  });

  test('to a question that has ended is too late', async () => {
    const gateway = await opened();
    gateway.answer.by = async () => 'already-terminal';
    expect(silenceOf(await send(gateway, 'blue'))).toBe('already-answered');
  });

  test('to a question that somebody has answered meanwhile is too late', async () => {
    const gateway = await opened();
    gateway.interactions.cards.take('key-1', 'another click');
    expect(silenceOf(await send(gateway, 'blue'))).toBe('already-answered');
  });

  test('of a card that asks nothing is no answer', async () => {
    const gateway = aClicked();
    gateway.post(cardOf(tells('Yes')));
    const form = { viewId: 'view-1', cardKey: 'key-1', userId: 'Alice1', threadId: 'Root1' };
    gateway.interactions.forms.opened(form);
    expect(silenceOf(await send(gateway, 'blue'))).toBe('button-expired');
    expect(gateway.told).toEqual([expect.stringMatching(/^Alice1 in Root1: /)]);
  });
});

describe('a vote', () => {
  function aPoll(more: object = {}) {
    const gateway = aClicked();
    const poll = { question: 'Lunch?', options: ['Soup', 'Salad'], most: 1, isAnonymous: true, ...more };
    const { text, card } = pollContent(poll, EN);
    const tokens = gateway.post(card, { text });
    return { gateway, poll, tokens, tally: () => gateway.interactions.votes.tallyOf('key-1', poll) };
  }

  test('counts, each click once, and the post shows the count', async () => {
    const { gateway, tokens, tally } = aPoll();
    const [soup = '', salad = ''] = tokens;
    for (const id of ['click-1', 'click-1']) expect(await click(gateway, soup, { id })).toEqual({ outcome: 'click' });
    await click(gateway, salad, { by: 'Bob1', id: 'click-2' });
    expect(tally()).toEqual({ voters: [['Alice1'], ['Bob1']], people: 2 });
    await expect.poll(() => gateway.edits.length).toBeGreaterThan(0);
  });

  test('more than a person may give is not counted, and the person hears so', async () => {
    const { gateway, tokens, tally } = aPoll({ most: 2, options: ['Soup', 'Salad', 'Bread'] });
    for (const [n, token] of tokens.slice(0, 3).entries()) await click(gateway, token, { id: `click-${n}` });
    expect(tally().people).toBe(1);
    expect(gateway.told).toEqual([expect.stringMatching(/as many options as you may/)]);
  });

  test.each([
    [1_000_001, 'click'],
    [1_000_000, 'button-expired'],
  ])('in a poll that ends at %i, at 1000000: %s', async (closesAt, outcome) => {
    const { gateway, tokens, tally } = aPoll({ closesAt });
    expect(silenceOf(await click(gateway, tokens[0] ?? ''))).toBe(outcome);
    expect(tally().people).toBe(outcome === 'click' ? 1 : 0);
  });
});

describe('[F18] a decision by click', () => {
  const APPROVE = { does: 'approve', approvalId: 'A1', kind: 'exec', decision: 'deny', askedBy: 'host' } as const;

  function asked(openclaw = openRequests({ A1: { kind: 'exec' } }), approvers = ['Alice1']) {
    const gateway = aClicked({ ...OPEN, execApprovals: { approvers } });
    const [deny = ''] = gateway.post(cardOf(aControl('Deny', APPROVE)));
    return { ...gateway, openclaw, denies: (id: string) => openclaw.within(() => click(gateway, deny, { id })) };
  }

  test('of somebody who is no approver is refused to them, and the buttons stay', async () => {
    const { denies, told, edits, openclaw } = asked(undefined, ['Bob1']);
    for (const id of ['click-1', 'click-2']) expect(silenceOf(await denies(id))).toBe('not-an-approver');
    expect(told).toEqual(Array(2).fill('Alice1 in Room1: Only an approver can decide this.'));
    expect([edits, openclaw.asked]).toEqual([[], []]);
  });

  test('of an approver is OpenClaw’s, and the card says who has decided what', async () => {
    const { denies, told, edits, openclaw } = asked();
    expect(await denies('click-1')).toEqual({ outcome: 'click' });
    expect(openclaw.asked).toEqual([{ method: 'approval.resolve', id: 'A1', kind: 'exec', decision: 'deny' }]);
    expect(openclaw.reviewers).toEqual([{ channel: 'rocketchat', accountId: 'default', senderId: 'Alice1' }]);
    expect(edits).toMatchObject([{ text: 'So?\n\n✓ **Deny** — @\u200bAlice1' }]);
    expect(told).toEqual([]);
  });

  test.each(['deny', 'allow-once', 'ended'] as const)(
    'of a request that is over (%s) ends the card, and names nobody as the one who has decided',
    async (decided) => {
      const { denies, told, edits } = asked(openRequests({ A1: { kind: 'exec', decided } }));
      expect(silenceOf(await denies('click-1'))).toBe('already-answered');
      expect(edits).toMatchObject([{ text: 'So?\n\n✗ **No longer open**' }]);
      expect(told).toEqual(['Alice1 in Room1: This has already been answered.']);
    },
  );

  test('that OpenClaw does not take leaves the buttons, and may be made again', async () => {
    const { denies, told, edits, openclaw } = asked(openRequests({}));
    const { outcome } = await denies('click-1');
    expect(outcome).toEqual({ silence: 'answer-not-taken', detail: 'Error: unknown or expired approval id' });
    expect(told).toHaveLength(1);
    expect(edits).toEqual([]);
    await denies('click-2');
    expect(openclaw.asked).toHaveLength(2);
  });
});

describe('the reason why a click has no effect', () => {
  test('stands in the thread of the click', async () => {
    const gateway = aClicked();
    const event = aClick('made up');
    const message = { ...event.message, threadId: 'Root1' };
    await handleClick({ ...event, message }, BOT, gateway.claim, gateway.services);
    expect(gateway.told).toEqual([expect.stringMatching(/^Alice1 in Root1: These buttons have expired/)]);
  });

  test.each([
    [
      'with the person’s id',
      { groupPolicy: 'allowlist', groupAllowFrom: ['Bob1'] },
      'channel',
      /\(your user ID: Alice1\)/,
    ],
    ['and names no code that they do not have', { dmPolicy: 'pairing' }, 'direct', /I have no code for you right now/],
  ] as const)('is that of a message there, %s', async (_how, section, type, text) => {
    const gateway = aClicked(section);
    const [yes = ''] = gateway.post(question);
    const event = aClick(yes);
    await handleClick({ ...event, room: { ...event.room, type } }, BOT, gateway.claim, gateway.services);
    expect(gateway.told).toEqual([expect.stringMatching(text)]);
  });

  test('is none for a bot that may write here where it mentions us: a click is for us', async () => {
    const gateway = aClicked({ ...OPEN, allowBots: 'mentions' });
    const [yes = ''] = gateway.post(question);
    const event = aClick(yes);
    const bot = { ...event, actor: { ...event.actor, type: 'bot' as const } };
    expect(await handleClick(bot, BOT, gateway.claim, gateway.services)).toEqual({ outcome: 'click' });
  });

  test('is for people, not for bots', async () => {
    const gateway = aClicked();
    const event = aClick('made up');
    const bot = { ...event, actor: { ...event.actor, type: 'bot' as const } };
    await handleClick(bot, BOT, gateway.claim, gateway.services);
    expect(gateway.told).toEqual([]);
  });

  test('is a line of the log where it cannot be sent, and the click is not handled again', async () => {
    const gateway = aClicked();
    gateway.answer.tells = false;
    expect(silenceOf(await click(gateway, 'made up'))).toBe('button-expired');
    expect(gateway.warnings).toEqual(['event click-1: its author was not answered: Error: the app is away']);
  });

  test('is known for a click of a bot, and for one in a room that is shut to its people', async () => {
    const gateway = aClicked({ groupPolicy: 'disabled' });
    const [yes = ''] = gateway.post(question);
    expect(silenceOf(await click(gateway, yes))).toBe('rooms-disabled');
    const event = aClick(yes);
    const bot = { ...event, actor: { ...event.actor, type: 'bot' as const } };
    expect(silenceOf(await handleClick(bot, BOT, gateway.claim, gateway.services))).toBe('another-bot');
    expect(gateway.resolving).toEqual([]);
  });
});
