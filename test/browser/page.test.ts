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
    expect(await answer.textContent()).toMatch(/in #general, mentioning me:.*and in here\?/s);
    await mine.getByRole('button', { name: '2 replies' }).waitFor();
    // What is said in a thread stays there.
    expect(await messages('.room', world.bot).count()).toBe(1);
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
