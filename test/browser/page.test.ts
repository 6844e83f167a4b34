import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeFolder, type PlaygroundFolder } from '../playground/playground-folder.ts';
import { answerWhatItReceived } from '../playground/scripted-answer.ts';
import { servePage } from '../playground/serve-page.ts';
import { startWorld, type World } from '../playground/world.ts';
import { findBrowser } from './find-browser.ts';
import { openBrowser } from './open-browser.ts';

const browser = findBrowser();
const SKIPPED = 'no Chromium is installed (apt-get install chromium, or set CHROMIUM)';
if (!browser) console.warn(`browser test skipped: ${SKIPPED}`);

/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Long enough for the typing to be seen. */
const PAUSE_MS = 150;
/** The first turn of a gateway loads what the later ones have at hand. */
const ANSWER_MS = 30_000;

describe.skipIf(!browser)(browser ? 'a person at the page' : `a person at the page (skipped: ${SKIPPED})`, () => {
  let folder: PlaygroundFolder;
  let world: World;
  let context: BrowserContext;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    folder = await makeFolder();
    world = await startWorld({ folder: folder.path, sandbox: 'deno', say: answerWhatItReceived(PAUSE_MS) });
    await servePage(world, 'scripted');
    context = await openBrowser(browser ?? '', folder.path);
    context.on('weberror', (fault) => faults.push(fault.error().message));
    context.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
  });

  afterAll(async () => {
    await context?.close();
    await world?.stop();
    await folder?.remove();
  });

  beforeEach(async () => {
    await page?.close();
    page = await context.newPage();
    await page.goto(`${world.workspace.url}/#bob`);
  });

  const messages = (inside: string, from: string) => page.locator(`${inside} .message[data-from="${from}"]`);
  const say = async (field: RegExp, text: string) => {
    await page.getByRole('textbox', { name: field }).fill(text);
    await page.keyboard.press('Enter');
  };

  test('writes to the bot, sees it typing, and then its answer', async () => {
    await page.getByRole('button', { name: 'openclaw.bot' }).click();
    await say(/^Message openclaw\.bot/, 'hello');
    await page.locator('.room .typing', { hasText: 'openclaw.bot is typing' }).waitFor({ timeout: ANSWER_MS });
    const answer = messages('.room', world.bot).last();
    await answer.waitFor({ timeout: ANSWER_MS });
    expect(await answer.textContent()).toMatch(/BOT.*Bob Brown wrote to me directly:.*hello/s);
    await page.locator('.room .typing', { hasText: 'typing' }).waitFor({ state: 'hidden' });
    expect(faults).toEqual([]);
  });

  test('mentions the bot in #general and goes on in a thread', async () => {
    await page.getByRole('button', { name: 'general' }).click();
    await say(/^Message general/, `@${world.bot} good morning`);
    await messages('.room', world.bot).last().waitFor({ timeout: ANSWER_MS });

    const mine = messages('.room', 'bob').last();
    await mine.hover();
    await mine.getByRole('button', { name: 'Reply in thread' }).click();
    await say(/^Reply in thread/, `@${world.bot} and in here?`);
    const answer = messages('.thread', world.bot).last();
    await answer.waitFor({ timeout: ANSWER_MS });
    expect(await answer.textContent()).toMatch(/in #\u200bgeneral, mentioning me:.*and in here\?/s);
    await mine.getByRole('button', { name: '2 replies' }).waitFor();
    // What is said in a thread stays there.
    expect(await messages('.room', world.bot).count()).toBe(1);
    expect(faults).toEqual([]);
  });

  test('sees under each message whether it left the workspace, and why', async () => {
    await page.getByRole('button', { name: 'general' }).click();
    await say(/^Message general/, 'nobody in particular');
    const chat = messages('.room', 'bob').filter({ hasText: 'nobody in particular' });
    const stayed = chat.locator('.egress', { hasText: 'stayed: not addressed' });
    await stayed.waitFor();
    expect(await stayed.getAttribute('title')).toBe('Stayed in the workspace: it was not said to the bot.');
    await say(/^Message general/, `@${world.bot} and this one?`);
    await messages('.room', 'bob').last().locator('.egress', { hasText: 'pushed' }).waitFor();
    const answer = messages('.room', world.bot).filter({ hasText: 'and this one?' });
    await answer.waitFor({ timeout: ANSWER_MS });
    await answer.locator('.egress', { hasText: 'stayed: own message' }).waitFor();
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
    expect(await messages('.room', world.bot).last().getByRole('button', { name: 'Edit' }).count()).toBe(0);

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
    expect(await (await fetch(new URL(href, world.workspace.url))).text()).toBe('step one');
    expect(faults).toEqual([]);
  });

  test('runs /openclaw, whose answer only this person sees', async () => {
    await page.getByRole('button', { name: 'general' }).click();
    await say(/^Message general/, '/openclaw here off');
    const whisper = page.locator('.room .whisper').last();
    await whisper.waitFor();
    expect(await whisper.textContent()).toMatch(/owner.*Only you can see this/s);
    expect(world.workspace.store.ephemerals.at(-1)).toMatchObject({ rid: 'GENERAL' });
    expect(await messages('.room', 'bob').filter({ hasText: '/openclaw' }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('sees that somebody else has written, and who', async () => {
    await page.getByRole('button', { name: 'openclaw.bot' }).click();
    await world.workspace.client('alice').say('#ops', 'are you there, bob? <img src=x onerror=alert(1)> **now**');
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
});
