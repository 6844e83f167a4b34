// Long: a browser shows all that an agent can send, one after the other.
import { createHash } from 'node:crypto';
import { APP_ID, type EventOf, writeSecret } from '@rocketchat-openclaw/shared';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeFolder, type PlaygroundFolder } from '../../testbed/playground/playground-folder.ts';
import { TRIES } from '../../testbed/playground/scenes.ts';
import { servePage } from '../../testbed/playground/serve-page.ts';
import { watchEgress } from '../../testbed/playground/watch-egress.ts';
import { watchHops } from '../../testbed/playground/watch-hops.ts';
import { findUserByName, type Workspace } from '../../testbed/workspace/workspace.ts';
import { type GatewayStandIn, startGatewayStandIn } from '../app/gateway-stand-in.ts';
import { type Installed, startInstalled } from '../app/installed-app.ts';
import { findBrowser, NO_BROWSER } from './find-browser.ts';
import { openBrowser } from './open-browser.ts';

const browser = findBrowser();
const BOT = 'openclaw.bot';
const secret = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => 31 + i * 5));

/** Two pixels wide. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR42mNk+M9QDwQMAAn/AX8t4bYcAAAAAElFTkSuQmCC',
  'base64',
);

const name = 'what an agent sends, at the page';
/** The page in front of the real app; the test says what the gateway would. */
describe.skipIf(!browser)(browser ? name : `${name} (skipped: ${NO_BROWSER})`, () => {
  let folder: PlaygroundFolder;
  let gateway: GatewayStandIn;
  let workspace: Workspace;
  let commands: Installed['gateway'];
  let context: BrowserContext;
  let page: Page;
  const faults: string[] = [];
  const endings: (() => void)[] = [];

  beforeAll(async () => {
    folder = await makeFolder();
    gateway = await startGatewayStandIn(secret);
    ({ workspace, gateway: commands } = await startInstalled('deno', secret, gateway.url));
    const hops = watchHops(workspace, BOT, () => []);
    const egress = watchEgress(workspace);
    endings.push(hops.stop, egress.stop);
    await servePage(
      { workspace, gateway, app: { id: APP_ID }, bot: BOT, hops, egress },
      { model: 'none', tries: TRIES.filter(({ word }) => ['table', 'ask me'].includes(word)) },
    );
    context = await openBrowser(browser ?? '', folder.path);
    context.on('weberror', (fault) => faults.push(fault.error().message));
    context.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
  });

  afterAll(async () => {
    await context?.close();
    for (const end of endings) end();
    await workspace?.stop();
    await gateway?.stop();
    await folder?.remove();
  });

  beforeEach(async () => {
    await page?.close();
    page = await context.newPage();
    await page.goto(`${workspace.url}/#bob`);
    await page.getByRole('button', { name: 'general' }).click();
    faults.length = 0;
    return () => expect(faults).toEqual([]);
  });

  const asks = async (command: string, fields: object) => {
    const answer = (await commands.command({ command, roomId: 'GENERAL', ...fields })) as {
      ok: boolean;
      result: { messageId: string };
    };
    expect(answer).toMatchObject({ ok: true });
    return answer.result;
  };
  const post = async (fields: object) => (await asks('post', fields)).messageId;
  const idOf = (username: string) => findUserByName(workspace.store, username)?._id ?? '';
  const inRoom = (text: string) => page.locator('.room .message', { hasText: text }).last();
  function heard<T extends 'action.clicked' | 'view.submitted'>(type: T) {
    return gateway.events().filter((event): event is EventOf<T> => event.type === type);
  }
  const button = (name: string) => ({ type: 'button', actionId: `act-${name}`, text: name, value: `chose ${name}` });
  const actions = (...elements: object[]) => [{ type: 'actions', elements }];

  describe('blocks', () => {
    test('stand in place of the text, and a click goes to the agent', async () => {
      const messageId = await post({
        text: 'Shall I **deploy**?',
        blocks: [
          { type: 'context', text: 'asked by the *release* job' },
          { type: 'divider' },
          ...actions({ ...button('Yes'), style: 'primary' }, { ...button('No'), style: 'danger' }),
        ],
      });
      const message = inRoom('asked by the');
      await message.waitFor();
      expect(await message.locator('strong', { hasText: 'deploy' }).count()).toBe(1);
      expect(await message.locator('hr').count()).toBe(1);
      expect(await message.getByRole('group', { name: 'Choices' }).getByRole('button').allTextContents()).toEqual([
        'Yes',
        'No',
      ]);
      await message.getByRole('button', { name: 'Yes' }).focus();
      await page.keyboard.press('Enter');
      await expect
        .poll(() => heard('action.clicked'))
        .toMatchObject([
          { actor: { username: 'bob' }, message: { id: messageId }, actionId: 'act-Yes', value: 'chose Yes' },
        ]);
      // As the gateway does when it has taken the click: nothing is left to press.
      await asks('update', { messageId, text: 'Shall I **deploy**?\n\n✓ **Yes** — @bob' });
      await inRoom('✓ Yes — @bob').waitFor();
      expect(await message.getByRole('button', { name: 'No' }).count()).toBe(0);
    });

    test('offer lists to choose from', async () => {
      const before = heard('action.clicked').length;
      const options = ['Monday', 'Tuesday'].map((text) => ({ text, value: text.toLowerCase() }));
      await post({
        text: 'When?',
        blocks: actions({ type: 'select', actionId: 'day', placeholder: 'A day', options }),
      });
      await inRoom('When?').getByRole('combobox', { name: 'A day' }).selectOption('Tuesday');
      await expect
        .poll(() => heard('action.clicked').slice(before))
        .toMatchObject([{ actionId: 'day', value: 'tuesday' }]);
    });

    test('a click that goes nowhere tells the person who made it', async () => {
      await post({ text: 'Still there?', blocks: actions(button('Hello')) });
      await workspace.app(APP_ID).setSettings({ paused: true });
      await inRoom('Still there?').getByRole('button', { name: 'Hello' }).click();
      await page.locator('.room .whisper', { hasText: 'an admin has paused the app' }).waitFor();
      await workspace.app(APP_ID).setSettings({ paused: false });
    });
  });

  describe('a form', () => {
    let forms = 0;
    /** Presses a button whose click the “gateway” answers with a form. */
    const openForm = async (): Promise<{ opener: Locator; viewId: string }> => {
      const before = heard('action.clicked').length;
      const question = `Why not? (${++forms})`;
      await post({ text: question, blocks: actions(button('Other')) });
      const opener = inRoom(question).getByRole('button', { name: 'Other' });
      await opener.click();
      await expect.poll(() => heard('action.clicked').length).toBe(before + 1);
      const viewId = `page-form-${forms}`;
      await open({ viewId, triggerId: heard('action.clicked').at(-1)?.triggerId });
      return { opener, viewId };
    };
    const open = (fields: object) =>
      asks('openView', {
        userId: idOf('bob'),
        title: 'Your answer',
        submit: 'Send it',
        input: { actionId: 'answer', label: 'In your own words', placeholder: 'because …', multiline: true },
        ...fields,
      });
    const form = () => page.getByRole('dialog', { name: 'Your answer' });
    const field = () => form().getByRole('textbox', { name: 'In your own words' });
    const isFocused = (element: Locator) => element.evaluate((each) => each === document.activeElement);

    test('takes the focus, sends what was entered, and gives the focus back', async () => {
      const { opener, viewId } = await openForm();
      await form().waitFor();
      expect(await isFocused(field())).toBe(true);
      // The page behind it cannot be reached.
      await page.getByRole('textbox', { name: /^Message general/ }).evaluate((each: HTMLElement) => each.focus());
      expect(await isFocused(field())).toBe(true);
      await page.keyboard.type('because it rains');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      expect(await isFocused(form().getByRole('button', { name: 'Send it' }))).toBe(true);
      await page.keyboard.press('Enter');
      await form().waitFor({ state: 'hidden' });
      expect(heard('view.submitted').at(-1)).toMatchObject({
        actor: { username: 'bob' },
        viewId,
        values: { answer: 'because it rains' },
      });
      expect(await isFocused(opener)).toBe(true);
    });

    test('that is refused stays with what was entered, and says why', async () => {
      const { viewId } = await openForm();
      await field().fill('my long answer');
      await workspace.app(APP_ID).setSettings({ paused: true });
      await form().getByRole('button', { name: 'Send it' }).click();
      await form().getByRole('alert').filter({ hasText: 'paused the app' }).waitFor();
      expect(await field().inputValue()).toBe('my long answer');
      expect(await field().getAttribute('aria-invalid')).toBe('true');
      await workspace.app(APP_ID).setSettings({ paused: false });
      await form().getByRole('button', { name: 'Send it' }).click();
      await form().waitFor({ state: 'hidden' });
      expect(heard('view.submitted').at(-1)).toMatchObject({ viewId, values: { answer: 'my long answer' } });
    });

    test('goes with Escape, and nothing is sent', async () => {
      const before = heard('view.submitted').length;
      await openForm();
      await field().fill('never mind');
      await page.keyboard.press('Escape');
      await form().waitFor({ state: 'hidden' });
      expect(heard('view.submitted')).toHaveLength(before);
    });

    test('that somebody else’s window has asked for opens there and not here', async () => {
      await open({ viewId: 'elsewhere', triggerId: 'in-another-window' });
      const { viewId } = await openForm();
      await form().waitFor();
      expect(await page.getByRole('dialog').count()).toBe(1);
      await field().fill('mine');
      await form().getByRole('button', { name: 'Send it' }).click();
      await form().waitFor({ state: 'hidden' });
      expect(heard('view.submitted').at(-1)).toMatchObject({ viewId });
    });
  });

  describe('a message', () => {
    test('that grows while it is written stays the same one, and is read out when it is whole', async () => {
      await asks('typing', { on: true });
      const messageId = await post({ text: 'It begins' });
      const message = inRoom('It begins');
      await message.evaluate((each: HTMLElement) => each.setAttribute('data-mark', 'the same'));
      for (const text of ['It begins, goes on', 'It begins, goes on, and ends.']) {
        await asks('update', { messageId, text });
        await page.locator('.room .message[data-mark][aria-busy="true"]', { hasText: text }).waitFor();
      }
      await asks('typing', { on: false });
      const whole = page.locator('.room .message[data-mark][aria-busy="false"]', { hasText: 'and ends.' });
      await whole.waitFor();
      expect(await whole.locator('.edited').count()).toBe(1);
      expect(await page.locator('.room .message', { hasText: 'It begins' }).count()).toBe(1);
      await asks('delete', { messageId });
      await whole.waitFor({ state: 'detached' });
    });

    test('carries the reactions of the bot', async () => {
      const { _id: messageId } = await workspace.client('bob').say('#general', 'please look');
      await asks('react', { messageId, emoji: ':eyes:' });
      const reaction = inRoom('please look').locator('.reactions button');
      await reaction.waitFor();
      expect(await reaction.getAttribute('title')).toBe(`${BOT} :eyes:`);
      await asks('unreact', { messageId, emoji: ':eyes:' });
      await reaction.waitFor({ state: 'detached' });
    });

    test('of a thread that is shown in the room too leads to its thread', async () => {
      const { _id: threadId } = await workspace.client('bob').say('#general', 'the root');
      await post({ threadId, text: 'only in here' });
      await post({ threadId, text: 'for all to see', alsoInRoom: true });
      await inRoom('for all to see').getByRole('button', { name: 'said in a thread' }).click();
      await page.locator('.thread .message', { hasText: 'for all to see' }).waitFor();
      expect(await page.locator('.thread .message', { hasText: 'only in here' }).count()).toBe(1);
      expect(await page.locator('.room .message', { hasText: 'only in here' }).count()).toBe(0);
    });

    test('that only one person sees stands where it belongs', async () => {
      await asks('notify', { userId: idOf('bob'), text: 'just for bob' });
      await page.locator('.room .whisper', { hasText: 'just for bob' }).waitFor();
      const { _id: threadId } = await workspace.client('bob').say('#general', 'a quiet corner');
      await asks('notify', { userId: idOf('bob'), threadId, text: 'a hint in the thread' });
      const root = inRoom('a quiet corner');
      await root.hover();
      await root.getByRole('button', { name: 'Reply in thread' }).click();
      await page.locator('.thread .whisper', { hasText: 'a hint in the thread' }).waitFor();
      expect(await page.locator('.room .whisper', { hasText: 'a hint in the thread' }).count()).toBe(0);
    });
  });

  describe('a file', () => {
    const send = (name: string, type: string, bytes: Buffer, fields: object = {}) => {
      const sha256 = createHash('sha256').update(bytes).digest('base64url');
      return asks('upload', { path: gateway.offer(bytes), name, type, size: bytes.length, sha256, ...fields });
    };
    const widthOf = (picture: Locator) => picture.evaluate((image: HTMLImageElement) => image.naturalWidth);
    const bytesBehind = async (link: Locator) =>
      Buffer.from(await (await fetch(new URL((await link.getAttribute('href')) ?? '', workspace.url))).arrayBuffer());

    test('is shown where it is a picture, and can be had', async () => {
      await send('chart.png', 'image/png', PNG, { text: 'The chart:' });
      const message = inRoom('The chart:');
      await expect.poll(() => widthOf(message.locator('img[alt="chart.png"]'))).toBe(2);
      expect(await bytesBehind(message.getByRole('link', { name: 'chart.png' }))).toEqual(PNG);
    });

    test('of a thread is linked in the thread', async () => {
      const { _id: threadId } = await workspace.client('bob').say('#general', 'files, please');
      await send('in-thread.png', 'image/png', PNG, { threadId, text: 'Here.' });
      const report = Buffer.from('a,b\n1,2\n');
      await send('report.csv', 'text/csv', report, { threadId });
      await inRoom('files, please').getByRole('button', { name: '2 replies' }).click();
      const thread = page.locator('.thread');
      await expect.poll(() => widthOf(thread.locator('img[alt="in-thread.png"]'))).toBe(2);
      expect(await bytesBehind(thread.getByRole('link', { name: 'report.csv' }))).toEqual(report);
    });
  });

  test('words to try are said by one click, to the bot', async () => {
    const before = workspace.outgoing.length;
    await page.getByRole('group', { name: 'Try' }).getByRole('button', { name: 'ask me' }).click();
    await inRoom(`@${BOT} ask me`).locator('.egress', { hasText: 'pushed' }).waitFor();
    expect(workspace.outgoing.slice(before).map(({ body }) => body.includes('ask me'))).toContain(true);
  });
});
