import { describe, expect, test } from 'vitest';
import { resolveAccount } from '../../gateway-endpoint/src/config/account.ts';
import { readSection } from './read-examples.ts';
import { type Directive, readBraces } from './written/braces.ts';
import { type Block, PAGES, readBlocks } from './written/commands.ts';

const blocks = readBlocks();
const of = (language: string): Block[] => blocks.filter((block) => block.language === language);
const only = (language: string): string => {
  const [block, ...others] = of(language);
  if (!block || others.length > 0) throw new Error(`there is not one block of ${language}`);
  return block.text;
};

/** The languages of blocks, and the test that reads or runs them. */
const READ: Readonly<Record<string, string>> = {
  sh: 'test/docs/commands.test.ts and test/install/documented-commands.test.ts run them',
  '': 'the same, in pages for contributors; elsewhere what the agent reads',
  json: 'below, and test/install/documented-commands.test.ts',
  json5: 'test/docs/configuration.test.ts',
  text: 'test/docs/troubleshooting.test.ts and test/docs/running.test.ts write them',
  yaml: 'below',
  nginx: 'below',
  caddyfile: 'below',
  mermaid: 'below',
};

test('a test reads every block of the pages', () => {
  expect(PAGES.length).toBeGreaterThan(30);
  expect([...new Set(blocks.map(({ language }) => language))].filter((language) => !(language in READ))).toEqual([]);
});

test.each(of('json').map((block) => ({ ...block, name: `${block.file}:${block.line}` })))(
  '$name is JSON',
  ({ text }) => {
    expect(JSON.parse(text)).toEqual(readSection(text));
  },
);

test('.rcappsconfig has what the command line of Rocket.Chat asks for', () => {
  const login = of('json').find(({ text }) => text.includes('"password"'));
  expect(Object.keys(JSON.parse(login?.text ?? '{}'))).toEqual(['url', 'username', 'password']);
});

/** Where the gateway listens if nobody says otherwise, and the beginning of the paths of its accounts. */
const GATEWAY = '127.0.0.1:18789';
const [, PREFIX = ''] = /^(\/\w+\/)/.exec(resolveAccount({}).webhookPath) ?? [];
const HOST = 'openclaw.example.com';

const find = (directives: readonly Directive[], name: string): Directive[] =>
  directives.flatMap((each) => [...(each.words[0] === name ? [each] : []), ...find(each.within, name)]);

/** The values of a block of YAML by their paths: each level is two blanks further in. */
function valuesIn(yaml: string): Record<string, string> {
  const path: string[] = [];
  const values: Record<string, string> = {};
  for (const line of yaml.trimEnd().split('\n')) {
    const {
      blanks = '',
      key = '',
      value,
    } = /^(?<blanks>(?: {2})*)(?<key>(?:- )?\w+):(?: (?<value>\S.*))?$/.exec(line)?.groups ?? {};
    const depth = blanks.length / 2;
    if (key === '' || depth > path.length) throw new Error(`“${line}” is not as YAML has it`);
    path.splice(depth, path.length, key);
    if (value !== undefined) values[path.join('.')] = value;
  }
  return values;
}

describe('reverse proxies', () => {
  test('nginx passes the paths of the accounts to the gateway', () => {
    const server = readBraces(only('nginx'), ';');
    expect(find(server, 'server_name')[0]?.words).toEqual(['server_name', HOST]);
    const [location] = find(server, 'location');
    expect(location?.words).toEqual(['location', PREFIX]);
    // Without a path behind the port, nginx passes the path as it came.
    expect(find(location?.within ?? [], 'proxy_pass')[0]?.words).toEqual(['proxy_pass', `http://${GATEWAY}`]);
    // nginx passes the authorization header by itself.
    expect(find(server, 'proxy_set_header').map(({ words }) => words[1])).not.toContain('Authorization');
  });

  test('Caddy does so, too, and does not cut the path', () => {
    const [site] = readBraces(only('caddyfile'), '\n');
    expect(site?.words).toEqual([HOST]);
    expect(find(site?.within ?? [], 'handle')[0]?.words).toEqual(['handle', `${PREFIX}*`]);
    expect(find(site?.within ?? [], 'reverse_proxy')[0]?.words).toEqual(['reverse_proxy', GATEWAY]);
    expect(find(site?.within ?? [], 'handle_path')).toEqual([]);
  });

  test('Traefik does so, too', () => {
    expect(valuesIn(only('yaml'))).toMatchObject({
      'http.routers.openclaw.rule': `Host(\`${HOST}\`) && PathPrefix(\`${PREFIX}\`)`,
      'http.routers.openclaw.service': 'openclaw',
      'http.services.openclaw.loadBalancer.servers.- url': `http://${GATEWAY}`,
    });
  });

  test.each([
    ['a { b c; ', ';'],
    ['a { b c }', ';'],
    ['a { b }\n}', '\n'],
  ] as const)('%j is no block', (text, end) => {
    expect(() => readBraces(text, end)).toThrow();
  });

  test.each(['a b', 'a:\n    b: c', '\ta: b'])('%j is no YAML of ours', (text) => {
    expect(() => valuesIn(text)).toThrow();
  });
});

test('the picture of the README has boxes and arrows, and no name of a folder', () => {
  const lines = only('mermaid').trim().split('\n');
  expect(lines[0]).toBe('flowchart LR');
  const arrows = lines
    .slice(1)
    .map((line) => /^ {2}(\w+)(?:\["[^"]+"\])? --(?: "[^"]+" --)?> (\w+)(?:\["[^"]+"\])?$/.exec(line));
  expect(arrows).not.toContain(null);
  expect(new Set(arrows.flatMap((arrow) => arrow?.slice(1) ?? [])).size).toBe(5);
  expect(only('mermaid')).not.toMatch(/egress|outbox|admit|gate\b|capture/);
});
