import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { MessageRecord, Workspace } from '../../testbed/workspace/workspace.ts';
import { HOSTILE } from '../gateway-endpoint/text/hostile.ts';
import { calledBy, hasBalancedFences, hasOnlyVisibleText, quotedBy } from '../gateway-endpoint/text/inspect-post.ts';
import { BOT, connectWorkspace, roomsWithBot, saidByBot } from './connected-workspace.ts';
import { assertNoPreviewIsLeft } from './cut-answers.ts';
import { part } from './part.ts';

let workspace: Workspace;
let quiet = '';
let rooms: string[] = [];

beforeAll(async () => {
  workspace = await connectWorkspace('deno');
  [quiet = '', ...rooms] = await roomsWithBot(workspace, 5);
});

afterAll(async () => workspace?.stop());

const postsIn = (rid: string): MessageRecord[] => saidByBot(workspace).filter((each) => each.rid === rid);

/** Says it to the bot, and waits until as many posts are there as `isWhole` wants. */
async function answersTo(rid: string, words: string, isWhole: (posts: MessageRecord[]) => boolean) {
  const before = postsIn(rid).length;
  await workspace.client('bob').say(rid, `@${BOT} ${words}`);
  return vi.waitFor(
    () => {
      const posts = postsIn(rid).slice(before);
      if (!isWhole(posts)) throw new Error(`${posts.length} posts so far`);
      return posts;
    },
    { timeout: 120_000, interval: 20 },
  );
}

const item = (n: number) => `- point ${n}: ${'words that fill a line of a list '.repeat(3)}`;
const line = (n: number) => `const value${n} = compute(${n}, 'some argument', { and: 'an option' });`;
const row = (n: number) => `| row ${n} | ${'cell '.repeat(4)}| ${n * n} |`;
const several = (count: number, of: (n: number) => string) => Array.from({ length: count }, (_, n) => of(n)).join('\n');

const LONG = [
  '## What I found',
  several(44, item),
  `\`\`\`ts\n${several(60, line)}\n\`\`\``,
  'And as a table:',
  `| a | b | c |\n|---|---|---|\n${several(30, row)}`,
  `\`\`\`\n${several(30, line)}\n\`\`\``,
  'That is all.',
].join('\n\n');

const isWhole = (posts: MessageRecord[]) => posts.at(-1)?.msg.endsWith('That is all.') ?? false;

test('an answer of 12,000 characters: posts within the limit, code closed in each, nothing missing', async () => {
  expect(LONG.length).toBeGreaterThan(12_000);
  const posts = await answersTo(quiet, await part(LONG), isWhole);
  await vi.waitFor(() => assertNoPreviewIsLeft(workspace), { timeout: 30_000, interval: 20 });
  expect(posts.length).toBeGreaterThanOrEqual(3);
  expect(posts.length).toBeLessThanOrEqual(5);
  expect(Math.max(...posts.map(({ msg }) => msg.length))).toBeLessThanOrEqual(4_000);
  expect(posts.every(({ msg }) => hasBalancedFences(msg))).toBe(true);
  const joined = posts
    .map(({ msg }) => msg)
    .join('\n')
    .replaceAll('\n```\n```ts\n', '\n')
    .replaceAll('\n```\n```\n', '\n');
  for (const each of [...LONG.matchAll(/^- point.*?(?= *$)/gm), ...LONG.matchAll(/^const value.*$/gm)]) {
    expect(joined).toContain(each[0]);
  }
  // A list, code, and a table that is now code: each whole and in its order once the posts are joined.
  expect(joined).toContain(several(60, line));
  expect([...joined.matchAll(/^- point (\d+):/gm)].map(([, n]) => Number(n))).toEqual([...Array(44).keys()]);
  expect([...joined.matchAll(/\brow (\d+)\b/g)].map(([, n]) => Number(n))).toEqual([...Array(30).keys()]);
});

test('[F12] code arrives byte for byte, and calls nobody who is there', async () => {
  const code = 'DECLARE @userId int;\n@decorator\n@click="go" npm i @acme/widgets @param';
  const text = `Try this:\n\`\`\`sql\n${code}\n-- @alice @all\n\`\`\`\nor \`npm i @acme/widgets\``;
  const [post] = await answersTo(quiet, await part({ text }), (all) => all.length > 0);
  expect(post?.msg).toBe(text.replace('@alice @all', '@\u200balice @\u200ball'));
  expect(post?.mentions ?? []).toEqual([]);
}, 60_000);

/** Of all of them the unit tests say the same; here are fifty, all the way through. */
const SAID = HOSTILE.filter((_, n) => n % 5 < 3);

test(`of ${SAID.length} hostile answers none pings anybody, and none breaks a post`, async () => {
  let said = 0;
  await Promise.all(
    rooms.map(async (rid, index) => {
      for (const [, text] of SAID.filter((_, n) => n % rooms.length === index)) {
        await answersTo(rid, await part({ text }), (all) => all.length > 0);
        said += 1;
      }
      // When the last message has its answer, all others have theirs.
      await answersTo(rid, await part('done'), (all) => all.at(-1)?.msg === 'done');
    }),
  );
  const posts = rooms.flatMap(postsIn);
  const pinged = posts.flatMap(({ mentions = [] }) => mentions.map(({ username }) => username));
  const broken = posts.filter(({ msg }) => !hasBalancedFences(msg) || !hasOnlyVisibleText(msg));
  const quoting = posts.filter(({ msg, attachments = [] }) => quotedBy(msg).length + attachments.length > 0);
  console.log(`${said} hostile answers, ${posts.length} posts: ${pinged.length} pings, ${broken.length} broken`);
  expect({ said, pinged, broken, quoting }).toEqual({ said: SAID.length, pinged: [], broken: [], quoting: [] });
  expect(posts.flatMap(({ msg }) => calledBy(msg).people)).toEqual([]);
}, 400_000);
