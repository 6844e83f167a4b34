// Long: each card is a turn of the agent, and most clicks are another one.
import { APP_ID } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FormView, MessageRecord, Workspace } from '../../testbed/workspace/workspace.ts';
import { cardsIn, elementsOf } from './cards.ts';
import { BOT, connectWorkspace } from './connected-workspace.ts';
import { openLiveConfig } from './live-config.ts';
import { askedOf, part } from './part.ts';

const WAIT = { timeout: 50_000, interval: 30 };
const ROOM = '#general';

let workspace: Workspace;
let live: Awaited<ReturnType<typeof openLiveConfig>>;

beforeAll(async () => {
  workspace = await connectWorkspace('deno', 'buttons');
  live = await openLiveConfig();
});

beforeEach(() => void workspace.store.ephemerals.splice(0));

afterAll(async () => {
  await live?.restore();
  await workspace?.stop();
});

const { idOf, now, nextCard, click, said, showing, whispered } = cardsIn(() => workspace, WAIT);
const labelsOf = (post: MessageRecord) => elementsOf(post).map(({ text }) => text?.text);

/** The next card with these words, of this room or of any. */
const card = (words: string, roomId?: string): Promise<MessageRecord> =>
  nextCard(({ msg, rid }) => msg.includes(words) && (roomId ?? rid) === rid);

const question = (id: string, text: string) => ({
  tool: 'ask_user',
  arguments: {
    questions: [
      {
        id,
        header: 'Where',
        question: text,
        options: [{ label: 'Staging' }, { label: 'Production', description: 'for real' }],
      },
    ],
  },
});

/** The form that the app opens next on somebody’s screen. */
function nextForm(who: string): Promise<FormView> {
  return new Promise((resolve) => {
    const end = workspace.stream.subscribe((event) => {
      if (event.type !== 'interaction' || event.user !== who) return;
      end();
      resolve((event.interaction as unknown as { view: FormView }).view);
    });
  });
}

const lastAsked = async (words: string) => (await askedOf(words)).at(-1);

describe('a question of the agent', () => {
  test('is asked by buttons, answered by a click while the turn waits, and the turn goes on', async () => {
    const words = await part({ calls: [question('target', 'Where to deploy @carol?')] }, 'deployed to staging');
    await workspace.client('bob').say(ROOM, `@${BOT} ${words}`);
    const asked = await card('Where to deploy');
    expect(labelsOf(asked)).toEqual(['Staging', 'Production', 'Other…']);
    await click('bob', asked, 'Staging');
    await showing(asked, '✓ **Staging** — @\u200bbob');
    expect(now(asked)).toMatchObject({ mentions: [] });
    expect(elementsOf(now(asked))).toEqual([]);
    await said('deployed to staging');
    expect((await lastAsked(words))?.toolResults.join()).toContain('Staging');
    // Somebody else clicks in what they still see.
    await click('carol', asked, 'Production');
    await whispered('carol', /already been answered/);
    expect(now(asked).msg).not.toContain('Production** —');
  });

  test('is answered in one’s own words, in a form, inside a thread', async () => {
    const root = await workspace.client('bob').say(ROOM, 'a thread about deploying');
    const words = await part({ calls: [question('which', 'Which one then?')] }, 'as you wish');
    await workspace.client('bob').say(ROOM, `@${BOT} ${words}`, { threadId: root._id });
    const asked = await card('Which one then?');
    expect(asked.tmid).toBe(root._id);
    const form = nextForm('bob');
    await click('bob', asked, 'Other…');
    const view = await form;
    await workspace.client('bob').submit(APP_ID, view, { answer: 'the *third* one' });
    await showing(asked, '✓ **the third one** — @\u200bbob');
    await said('as you wish');
    // The same form on the screen of somebody who has not opened it.
    await workspace.client('carol').submit(APP_ID, view, { answer: 'mine' });
    expect(now(asked).msg).not.toContain('mine');
  });

  test('loses its buttons when it is answered by a message', async () => {
    const words = await part({ calls: [question('how', 'How shall it be?')] }, 'so be it');
    await workspace.client('bob').say(`@${BOT}`, words);
    const asked = await card('How shall it be?');
    await workspace.client('bob').say(`@${BOT}`, 'Production');
    await said('so be it');
    await showing(asked, '✓ **Answered: Production**');
    expect(elementsOf(now(asked))).toEqual([]);
  });

  test.each([
    ['2', 'Production'],
    ['Staging', 'Staging'],
  ])('[F24] is answered in a room by %s behind a mention, and the card says by what', async (typed, option) => {
    const title = `And by ${typed}?`;
    const words = await part({ calls: [question('room', title)] }, `understood ${typed}`);
    await workspace.client('carol').say(ROOM, `@${BOT} ${words}`);
    const asked = await card(title);
    await workspace.client('carol').say(ROOM, `@${BOT} ${typed}`);
    await said(`understood ${typed}`);
    await showing(asked, `✓ **Answered: ${option}**`);
    expect(elementsOf(now(asked))).toEqual([]);
    expect((await lastAsked(words))?.toolResults.join()).toContain(option);
  });
});

const presentation = {
  title: 'Canary',
  tone: 'warning',
  blocks: [
    { type: 'text', text: 'It is ready, @carol.' },
    {
      type: 'buttons',
      buttons: [
        { label: 'Promote', action: { type: 'callback', value: 'canary:promote' }, style: 'success' },
        { label: 'Refresh', action: { type: 'callback', value: 'canary:refresh' }, reusable: true },
        { label: 'Notes', action: { type: 'url', url: 'https://example.com/notes' } },
      ],
    },
    { type: 'divider' },
    {
      type: 'select',
      placeholder: 'Environment',
      options: [
        { label: 'North', value: 'env:north' },
        { label: 'South', value: 'env:south' },
      ],
    },
    { type: 'context', text: 'Build 1234' },
  ],
};

describe('a card that the agent sends', () => {
  const sent = async () => {
    const call = { tool: 'message', arguments: { action: 'send', message: 'Look:', presentation } };
    const words = await part({ calls: [call] }, 'sent');
    await workspace.client('bob').say(ROOM, `@${BOT} ${words}`);
    await vi.waitFor(async () => expect((await askedOf(words)).length).toBe(2), WAIT);
    return card('Canary');
  };

  test('is text with buttons, a list and links, and pings nobody', async () => {
    const shown = await sent();
    expect(shown.msg).toBe(
      'Look:\n\n⚠️ **Canary**\n\nIt is ready, @\u200bcarol.\n\n- [Notes](https://example.com/notes)',
    );
    expect(shown.mentions ?? []).toEqual([]);
    expect((shown.blocks as { type: string }[]).map(({ type }) => type)).toEqual([
      'section',
      'actions',
      'divider',
      'actions',
      'context',
    ]);
    expect(elementsOf(shown).map(({ options, text }) => options?.map((each) => each.text.text) ?? text?.text)).toEqual([
      'Promote',
      'Refresh',
      ['North', 'South'],
    ]);
    // The meaning of a button stays at the gateway.
    expect(JSON.stringify(shown.blocks)).not.toMatch(/canary:|env:/);
  });

  test('tells the agent what was clicked; what may be clicked again stays, and the first choice ends it', async () => {
    const shown = await sent();
    await click('bob', shown, 'Refresh');
    await said('Bob Brown (@\u200bbob) said in general, mentioning me: [button] Refresh (canary:refresh)');
    expect(labelsOf(now(shown))).toContain('Refresh');
    await click('carol', shown, 'South');
    await said('Carol Clark (@\u200bcarol) said in general, mentioning me: [button] South (env:south)');
    await showing(shown, '✓ **South** — @\u200bcarol');
    expect(now(shown).msg).toContain('Build 1234');
    await click('bob', shown, 'Promote');
    await whispered('bob', /already been answered/);
  });

  test('means nothing in another message, with another value, or to somebody who may not talk here', async () => {
    const [first, second] = [await sent(), await sent()];
    const [promote] = elementsOf(second);
    await workspace.client('bob').click(APP_ID, first._id, promote?.actionId ?? '', promote?.value);
    await whispered('bob', /buttons have expired/);
    await workspace.client('carol').click(APP_ID, first._id, promote?.actionId ?? '', 'canary:promote');
    await whispered('carol', /buttons have expired/);
    await live.change(({ accounts }) => {
      accounts['buttons'] = { ...accounts['buttons'], groupPolicy: 'allowlist', groupAllowFrom: [idOf('bob')] };
    });
    workspace.store.ephemerals.splice(0);
    await click('carol', second, 'Promote');
    await whispered('carol', /not set up to answer you here yet/);
    await click('bob', second, 'Promote');
    await showing(second, '✓ **Promote** — @\u200bbob');
    await live.restore();
  });
});

describe('an approval', () => {
  test('is given by the buttons, by approvers alone', async () => {
    await live.change(({ accounts }) => {
      accounts['buttons'] = { ...accounts['buttons'], execApprovals: { approvers: [idOf('bob')] } };
    });
    const run = { command: 'uname -s', ask: 'always' };
    const words = await part({ calls: [{ tool: 'exec', arguments: run }] }, 'it ran', 'it really ran');
    await workspace.client('carol').say(ROOM, `@${BOT} ${words}`);
    const asked = await card('Approval required', 'GENERAL');
    await click('carol', asked, 'Allow Once');
    await whispered('carol', /Only an approver can decide this/);
    await click('bob', asked, 'Allow Once');
    await showing(asked, '✓ **Allow Once** — @\u200bbob');
    await vi.waitFor(async () => expect((await lastAsked(words))?.toolResults.join('\n')).toContain('Linux'), WAIT);
    await live.restore();
  });
});

describe('a poll', () => {
  test('counts one vote of each person', async () => {
    const poll = { action: 'poll', pollQuestion: 'Lunch?', pollOption: ['Soup', 'Salad @all'] };
    const words = await part({ calls: [{ tool: 'message', arguments: poll }] }, 'asked');
    await workspace.client('bob').say(ROOM, `@${BOT} ${words}`);
    await vi.waitFor(async () => expect((await askedOf(words)).length).toBe(2), WAIT);
    const shown = await card('Lunch?');
    expect(labelsOf(shown)).toEqual(['Soup', 'Salad @\u200ball']);
    await click('bob', shown, 'Soup');
    await showing(shown, 'Soup — **1** (100 %)');
    await click('carol', shown, 'Soup');
    await showing(shown, 'Soup — **2** (100 %)');
    await click('bob', shown, 'Salad @\u200ball');
    await showing(shown, 'Salad @\u200ball — **1** (50 %)');
    await click('carol', shown, 'Soup');
    await showing(shown, '1 vote');
    expect(now(shown).msg).toBe('**Lunch?**\n\n- Soup — **0** (0 %)\n- Salad @\u200ball — **1** (100 %)\n\n1 vote');
    expect(labelsOf(now(shown))).toEqual(['Soup', 'Salad @\u200ball']);
  });
});
