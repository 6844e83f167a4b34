// Long: a gateway and a browser start, and a person at the page waits for each answer.
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Playground, startPlayground } from '../../testbed/playground/playground.ts';
import { makeFolder, type PlaygroundFolder } from '../../testbed/playground/playground-folder.ts';
import { QUESTION, STREAMED, TRIES } from '../../testbed/playground/scenes.ts';
import { playScenes } from '../../testbed/playground/scripted-answer.ts';
import { servePage } from '../../testbed/playground/serve-page.ts';
import { findBrowser, NO_BROWSER } from './find-browser.ts';
import { openBrowser } from './open-browser.ts';

const browser = findBrowser();
if (!browser) console.warn(`browser test skipped: ${NO_BROWSER}`);

/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Long enough for the typing to be seen. */
const PAUSE_MS = 150;
/** The first turn of a gateway loads what the later ones have at hand. */
const ANSWER_MS = 30_000;
const POLL = { timeout: ANSWER_MS, interval: 50 };

describe.skipIf(!browser)(browser ? 'a person at the page' : `a person at the page (skipped: ${NO_BROWSER})`, () => {
  let folder: PlaygroundFolder;
  let playground: Playground;
  let context: BrowserContext;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    folder = await makeFolder();
    playground = await startPlayground({ folder: folder.path, sandbox: 'deno', say: playScenes(PAUSE_MS) });
    await servePage(playground, { model: 'scripted', tries: TRIES });
    context = await openBrowser(browser ?? '', folder.path);
    context.on('weberror', (fault) => faults.push(fault.error().message));
    context.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
  });

  afterAll(async () => {
    await context?.close();
    await playground?.stop();
    await folder?.remove();
  });

  beforeEach(async () => {
    await page?.close();
    page = await context.newPage();
    await page.goto(`${playground.workspace.url}/#bob`);
  });

  const messages = (inside: string, from: string) => page.locator(`${inside} .message[data-from="${from}"]`);
  const say = async (field: RegExp, text: string) => {
    await page.getByRole('textbox', { name: field }).fill(text);
    await page.keyboard.press('Enter');
  };

  test('reads at first who is who and what each word shows, and says one with a click', async () => {
    const welcome = page.getByRole('region', { name: 'Welcome' });
    await welcome.waitFor();
    expect(await welcome.textContent()).toMatch(
      /@openclaw\.bot is an OpenClaw agent.*You are bob.*alice is the admin/s,
    );
    for (const { word, shows } of TRIES) {
      expect(await welcome.getByRole('button', { name: word, exact: true }).count()).toBe(1);
      expect(await welcome.textContent()).toContain(shows);
    }
    await welcome.getByRole('button', { name: 'code', exact: true }).click();
    await messages('.room', playground.bot).filter({ hasText: 'Like this:' }).last().waitFor({ timeout: ANSWER_MS });
    await welcome.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  test('writes to the bot, sees it typing, and then its answer', async () => {
    await page.getByRole('button', { name: 'openclaw.bot' }).click();
    await say(/^Message openclaw\.bot/, 'hello');
    await page.locator('.room .typing', { hasText: 'openclaw.bot is typing' }).waitFor({ timeout: ANSWER_MS });
    const answer = messages('.room', playground.bot).last();
    await answer.waitFor({ timeout: ANSWER_MS });
    // While the preview still stands above it, the answer has no heading of its own.
    const text = () => answer.textContent();
    await expect.poll(text, POLL).toMatch(/BOT.*Bob Brown \(@.?bob\) wrote to me directly:.*hello/s);
    await page.locator('.room .typing', { hasText: 'typing' }).waitFor({ state: 'hidden' });
    expect(faults).toEqual([]);
  });

  test('mentions the bot in #general and goes on in a thread', async () => {
    await page.getByRole('button', { name: 'general' }).click();
    await say(/^Message general/, `@${playground.bot} good morning`);
    await messages('.room', playground.bot).last().waitFor({ timeout: ANSWER_MS });

    const mine = messages('.room', 'bob').last();
    await mine.hover();
    await mine.getByRole('button', { name: 'Reply in thread' }).click();
    await say(/^Reply in thread/, `@${playground.bot} and in here?`);
    const answer = messages('.thread', playground.bot).last();
    await answer.waitFor({ timeout: ANSWER_MS });
    expect(await answer.textContent()).toMatch(/in #\u200bgeneral, mentioning me:.*and in here\?/s);
    await mine.getByRole('button', { name: '2 replies' }).waitFor();
    // Messages of a thread stay there.
    expect(await messages('.room', playground.bot).count()).toBe(1);
    expect(faults).toEqual([]);
  });

  test('sees under each message whether it left the workspace, and why', async () => {
    await page.getByRole('button', { name: 'general' }).click();
    await say(/^Message general/, 'nobody in particular');
    const chat = messages('.room', 'bob').filter({ hasText: 'nobody in particular' });
    const stayed = chat.locator('.egress', { hasText: 'stayed: not addressed' });
    await stayed.waitFor();
    expect(await stayed.getAttribute('title')).toBe('Stayed in the workspace: it was not said to the bot.');
    await say(/^Message general/, `@${playground.bot} and this one?`);
    await messages('.room', 'bob').last().locator('.egress', { hasText: 'pushed' }).waitFor();
    const answer = messages('.room', playground.bot).filter({ hasText: 'and this one?' });
    await answer.waitFor({ timeout: ANSWER_MS });
    expect(await answer.locator('.egress').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('edits, reacts and deletes', async () => {
    await page.getByRole('button', { name: 'general' }).click();
    await say(/^Message general/, 'a tpyo');
    const mine = messages('.room', 'bob').last();
    await mine.getByText('a tpyo').waitFor();
    await mine.hover();
    await mine.getByRole('button', { name: 'Edit' }).click();
    await say(/^Edit message/, 'no typo');
    await mine.getByText('no typo').waitFor();
    await mine.getByText('(edited)').waitFor();

    await mine.hover();
    await mine.getByRole('button', { name: 'Add reaction' }).click();
    await mine.getByRole('button', { name: 'React with :tada:' }).click();
    const reaction = mine.locator('.reactions button');
    await reaction.waitFor();
    expect([await reaction.getAttribute('aria-pressed'), await reaction.getAttribute('title')]).toEqual([
      'true',
      'bob :tada:',
    ]);
    // A person does not edit what others wrote.
    expect(await messages('.room', playground.bot).last().getByRole('button', { name: 'Edit' }).count()).toBe(0);

    await mine.hover();
    await mine.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => messages('.room', 'bob').filter({ hasText: 'no typo' }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('uploads a picture and sees it, and a document as a link', async () => {
    await page.getByRole('button', { name: 'general' }).click();
    const attach = async (name: string, mimeType: string, buffer: Buffer) =>
      page.locator('.room .composer input[type="file"]').setInputFiles({ name, mimeType, buffer });
    await page.getByRole('textbox', { name: /^Message general/ }).fill('look at this');
    await attach('dot.png', 'image/png', PNG);
    const message = messages('.room', 'bob').filter({ hasText: 'look at this' });
    const picture = message.locator('img[alt="dot.png"]');
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
    await attach('plan.txt', 'text/plain', Buffer.from('step one'));
    const link = messages('.room', 'bob').last().getByRole('link', { name: 'plan.txt' });
    await link.waitFor();
    const href = (await link.getAttribute('href')) ?? '';
    expect(await (await fetch(new URL(href, playground.workspace.url))).text()).toBe('step one');
    expect(faults).toEqual([]);
  });

  test('runs /openclaw, whose answer only this person sees', async () => {
    await page.getByRole('button', { name: 'general' }).click();
    await say(/^Message general/, '/openclaw here off');
    const whisper = page.locator('.room .whisper').last();
    await whisper.waitFor();
    expect(await whisper.textContent()).toMatch(/owner.*Only you can see this/s);
    expect(playground.workspace.store.ephemerals.at(-1)).toMatchObject({ rid: 'GENERAL' });
    expect(await messages('.room', 'bob').filter({ hasText: '/openclaw' }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('sees that somebody else has written, and who', async () => {
    await page.getByRole('button', { name: 'openclaw.bot' }).click();
    await playground.workspace.client('alice').say('#ops', 'are you there, bob? <img src=x onerror=alert(1)> **now**');
    await page.getByRole('button', { name: 'ops unread' }).click();
    const message = messages('.room', 'alice').last();
    await message.waitFor();
    expect(await message.locator('strong', { hasText: 'now' }).count()).toBe(1);
    expect(await message.locator('img').count()).toBe(0);
    expect(await message.textContent()).toContain('<img src=x');
    await page.getByRole('radio', { name: 'carol' }).check({ force: true });
    await page.getByRole('button', { name: 'general' }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'ops' }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  describe('says a word that the page offers, and sees', () => {
    const tries = (word: string) =>
      page.getByRole('group', { name: 'Try' }).getByRole('button', { name: word }).click();
    const fromBot = (text: string | RegExp) => messages('.room', playground.bot).filter({ hasText: text }).last();
    const comes = async (text: string | RegExp) => {
      const answer = fromBot(text);
      await answer.waitFor({ timeout: ANSWER_MS });
      return answer;
    };

    beforeEach(async () => {
      await page.getByRole('button', { name: 'openclaw.bot' }).click();
      return () => expect(faults).toEqual([]);
    });

    test('a table', async () => {
      await tries('table');
      await comes('Mars');
    });

    test('a long answer in several messages', async () => {
      await tries('long');
      await comes('That was all.');
      // The preview of the answer may have its last words before the messages come in its place.
      const parts = messages('.room', playground.bot).filter({ hasText: /Part \d+ begins/ });
      await expect.poll(() => parts.count(), POLL).toBeGreaterThan(2);
    });

    test('nobody called, however loud it shouts', async () => {
      await tries('shout');
      const answer = await comes('wake up!');
      expect(await answer.locator('.mention').count()).toBe(0);
    });

    test('an error in a sentence', async () => {
      const before = await messages('.room', playground.bot).count();
      await tries('error');
      await expect
        .poll(() => messages('.room', playground.bot).count(), { timeout: ANSWER_MS })
        .toBeGreaterThan(before);
    });

    test('an answer that grows, and ends as one message with what the model has said', async () => {
      const heard: { id: string; text: string }[] = [];
      const unsubscribe = playground.workspace.stream.subscribe((event) => {
        if (event.type !== 'message' || event.message.u.username !== playground.bot) return;
        heard.push({ id: event.message._id, text: event.message.msg });
      });
      await tries('stream');
      await comes(STREAMED.slice(0, 20));
      await comes(STREAMED.slice(-20));
      await page.locator('.room .typing', { hasText: 'typing' }).waitFor({ state: 'hidden' });
      unsubscribe();
      // The preview grew in its place, and gave way to the answer.
      const preview = heard.filter(({ id }) => id === heard[0]?.id);
      expect(preview.length).toBeGreaterThan(2);
      expect(preview.at(-1)?.text.length).toBeGreaterThan(preview[0]?.text.length ?? 0);
      expect(heard.at(-1)?.text).toBe(STREAMED);
      await expect
        .poll(() =>
          messages('.room', playground.bot)
            .filter({ hasText: STREAMED.slice(0, 20) })
            .count(),
        )
        .toBe(1);
    });

    test('a question, and answers it by a button', async () => {
      await tries('ask me');
      const question = await comes(QUESTION);
      await question.getByRole('button', { name: 'Salad' }).click();
      await comes('Thank you. I order: Salad.');
      await expect.poll(() => fromBot(QUESTION).getByRole('button', { name: 'Pizza' }).count()).toBe(0);
    });

    test('a command that waits for alice, who allows it by a button', async () => {
      await page.getByRole('radio', { name: 'alice' }).check({ force: true });
      await page.getByRole('button', { name: 'openclaw.bot' }).click();
      await tries('approve');
      const request = await comes('approval required');
      await request.getByRole('button', { name: /allow once/i }).click();
      await comes(/gave me:.*day/s);
      await expect
        .poll(() =>
          page
            .locator('.room')
            .getByRole('button', { name: /allow once/i })
            .count(),
        )
        .toBe(0);
    });

    test('buttons, and what is pressed goes to the agent', async () => {
      await tries('buttons');
      const report = await comes('How shall the report look?');
      expect(await report.getByRole('combobox', { name: 'Or on another day' }).count()).toBe(1);
      await report.getByRole('button', { name: 'Detailed' }).click();
      await comes(/wrote to me directly:.*detailed/is);
    });

    test('a poll', async () => {
      await tries('poll');
      const poll = await comes('Where shall we meet?');
      await poll.getByRole('button', { name: 'In the park' }).click();
      await fromBot(/In the park.*1/s).waitFor();
    });

    test('a picture and a document', async () => {
      await tries('file');
      const picture = messages('.room', playground.bot).locator('img[alt="lobster.png"]').last();
      await picture.waitFor({ timeout: ANSWER_MS });
      await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(128);
      const link = messages('.room', playground.bot).getByRole('link', { name: 'minutes.txt' }).last();
      await link.waitFor();
      const href = (await link.getAttribute('href')) ?? '';
      expect(await (await fetch(new URL(href, playground.workspace.url))).text()).toContain('We agreed.');
    });

    test('a reaction', async () => {
      await tries('react');
      const mine = messages('.room', 'bob').filter({ hasText: 'react' }).last();
      await mine.locator(`.reactions button[title="${playground.bot} :tada:"]`).waitFor({ timeout: ANSWER_MS });
    });

    test('an answer in a thread of its own', async () => {
      await page.getByRole('button', { name: 'general' }).click();
      await tries('thread');
      const mine = messages('.room', 'bob').filter({ hasText: 'thread' }).last();
      await mine.getByRole('button', { name: '1 reply' }).click({ timeout: ANSWER_MS });
      await messages('.thread', playground.bot).filter({ hasText: 'in a thread of its own' }).waitFor();
    });
  });
});
