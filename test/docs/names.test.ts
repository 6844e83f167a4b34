import { readFileSync } from 'node:fs';
import path from 'node:path';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { PAGES } from './written/commands.ts';
import { OPENCLAW_WORDS, OUR_WORDS, PUBLIC_NAMES } from './written/names.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const markdown = new MarkdownIt({ html: true });

/** Pages for people who use this; the others name files and functions, which test/docs/named-paths.test.ts follows. */
const FOR_USERS = PAGES.filter(
  (file) => !/CONTRIBUTING|decisions|architecture|testing|dependencies|protocol/.test(file),
);

/** Code in sentences. */
function codeIn(file: string): string[] {
  const tokens = markdown
    .parse(readFileSync(path.join(ROOT, file), 'utf8'), {})
    .flatMap(({ children }) => children ?? []);
  return tokens.filter(({ type }) => type === 'code_inline').map(({ content }) => content);
}

const allPages = PAGES.map((file) => readFileSync(path.join(ROOT, file), 'utf8')).join('\n');
const isIn = (name: string) =>
  new RegExp(`(?<![\\w-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`).test(allPages);

describe('a name of the code stands in a page', () => {
  test.each(Object.entries(PUBLIC_NAMES))('%s', (_kind, names) => {
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !isIn(name))).toEqual([]);
  });
});

/** Has a capital, a point, a dash or a line within: it is a name and no word. */
const NAME = /(?<![\w/@.~:-])[A-Za-z][A-Za-z0-9]*(?:[._-][A-Za-z0-9]+|[a-z0-9][A-Z][A-Za-z0-9]*)+(?![\w/-])/g;
/** Examples: addresses, files, people and rooms of nobody. */
const EXAMPLE =
  /example\.com|\.(?:md|json|ts|mjs|zip|tgz|sqlite|pid|pdf|png|pem|key|bin|rcappsconfig)\b|^(?:AliceId|BobId|CarolId|RobotId)$/;

/** Names of others, which nothing here reads. */
const THEIRS: Readonly<Record<string, string>> = {
  Message_KeepHistory: 'a setting of Rocket.Chat',
  Katex_Enabled: 'a setting of Rocket.Chat',
  Katex_Parenthesis_Syntax: 'a setting of Rocket.Chat',
  NODE_EXTRA_CA_CERTS: 'a variable of Node.js',
  ...Object.fromEntries(
    ['AUTH_TOKEN', 'USER_ID', 'USERNAME', 'PASSWORD'].map((name) => [
      `ROCKETCHAT_${name}`,
      'a variable of other plugins',
    ]),
  ),
  ...Object.fromEntries(
    [
      ...['ALLOWED_USERS', 'ALLOW_ALL_USERS', 'REQUIRE_MENTION', 'REPLY_MODE', 'ACK_REACTION', 'E2E_ENABLED'],
      ...['BACKFILL_ON_CONNECT', 'BACKFILL_WINDOW_SECONDS'],
    ].map((name) => [`ROCKETCHAT_${name}`, 'a variable of Hermes']),
  ),
  sync_file_range: 'a call of Linux',
  openclaw_webhook_received_total: 'a metric of OpenClaw',
  openclaw_webhook_duration_seconds: 'a metric of OpenClaw',
  openclaw_webhook_error_total: 'a metric of OpenClaw',
  UPDATE_DOCS: 'a variable of the tests, which pages that they write name',
  'channels.rocketchat.allowFrom.dangerous_name_matching_enabled': 'a finding that OpenClaw makes for each channel',
  'channels.rocketchat.allowFrom.mutable_entries_inert': 'a finding that OpenClaw makes for each channel',
};

const isKnown = (name: string) =>
  name in THEIRS || name.split('.').every((part) => OUR_WORDS.has(part) || OPENCLAW_WORDS.has(part) || part === '');

describe('a name in a page stands in the code', () => {
  test.each(FOR_USERS)('%s', (file) => {
    const names = codeIn(file).flatMap((code) => code.match(NAME) ?? []);
    expect([...new Set(names)].filter((name) => !EXAMPLE.test(name) && !isKnown(name))).toEqual([]);
  });

  test('another one would be found', () => {
    expect('`dmPolcy` and `groupPolicy`'.match(NAME)?.filter((name) => !isKnown(name))).toEqual(['dmPolcy']);
  });
});
