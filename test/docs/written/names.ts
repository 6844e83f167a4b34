import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { manifest as pluginManifest } from '../../../gateway-endpoint/manifest.ts';
import { FOREIGN_KEYS, FOREIGN_ROOM_KEYS } from '../../../gateway-endpoint/src/config/foreign-keys.ts';
import { COMMANDS } from '../../../gateway-endpoint/src/gate/command.ts';
import { SILENCES } from '../../../gateway-endpoint/src/texts/silences.ts';
import app from '../../../rc-app/app.json' with { type: 'json' };
import { SETTINGS } from '../../../rc-app/src/settings/settings.ts';
import { HELP } from '../../../rc-app/src/texts/en/admins.ts';
import { STAYS } from '../../../rc-app/src/texts/en/people.ts';
import { REFUSALS } from '../../../shared/src/errors.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const sourcesOf = (pattern: string): string =>
  globSync(pattern, { cwd: ROOT, exclude: (name) => name === 'node_modules' || name === 'dist' })
    .map((file) => readFileSync(path.join(ROOT, file), 'utf8'))
    .join('\n');

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** Every key below `channels.rocketchat`, at whatever depth, but not those that are refused. */
function keysIn(schema: Schema): string[] {
  const { properties = {}, additionalProperties, items, anyOf = [] } = schema;
  const below = [...Object.values(properties), ...anyOf, ...(items ? [items] : [])];
  if (typeof additionalProperties === 'object') below.push(additionalProperties);
  const own = Object.entries(properties).filter(([, each]) => !('const' in each));
  return [...own.map(([key]) => key), ...below.flatMap(keysIn)];
}

const cli = sourcesOf('gateway-endpoint/src/plugin/setup/cli.ts');
const inCli = (form: RegExp): string[] => [...cli.matchAll(form)].map(([, name = '']) => name);
const audit = sourcesOf('gateway-endpoint/src/plugin/security/*.ts');

/** All names by which people and other programs meet this project, by their kind. */
export const PUBLIC_NAMES: Readonly<Record<string, readonly string[]>> = {
  'configuration keys': [...new Set(keysIn(pluginManifest().channelConfigs.rocketchat.schema as Schema))],
  'keys of other channels': [...Object.keys(FOREIGN_KEYS), ...Object.keys(FOREIGN_ROOM_KEYS)],
  'settings of the app': SETTINGS.map(({ id }) => id),
  'values of settings': SETTINGS.flatMap(({ values = [] }) => values.map(({ key }) => key)),
  'commands of the agent': Object.keys(COMMANDS).map((name) => `!${name}`),
  'commands of the app': HELP.lines.map((line) => /^`([^`]+)`/.exec(line)?.[1] ?? ''),
  'commands of the shell': inCli(/\.command\('([\w-]+)'\)/g).map((name) => `openclaw rocketchat ${name}`),
  'options of the shell': [...new Set(inCli(/\.option\('(--[\w-]+)/g))],
  'reasons of the gateway': Object.keys(SILENCES),
  'reasons of the app': Object.keys(STAYS),
  refusals: Object.keys(REFUSALS),
  permissions: app.permissions.map(({ name }) => name),
  hooks: app.implements,
  'findings of the audit': [...audit.matchAll(/checkId: `channels\.\$\{CHANNEL_ID\}\.([\w.]+)`/g)].map(
    ([, name = '']) => `channels.rocketchat.${name}`,
  ),
  variables: [
    ...new Set(
      [...sourcesOf('{gateway-endpoint/src,testbed/playground}/**/*.ts').matchAll(/env\['(\w+)'\]/g)].map(
        ([, name = '']) => name,
      ),
    ),
  ].filter((name) => /^(?:ROCKETCHAT|PLAYGROUND)_/.test(name)),
};

const wordsOf = (text: string): Set<string> => new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$-]*/gu) ?? []);

/** Every word of our sources and manifests. */
export const OUR_WORDS = wordsOf(
  sourcesOf('{shared/src,rc-app/src,gateway-endpoint/src,testbed,scripts}/**/*.{ts,tsx,mjs}') +
    sourcesOf('{.,rc-app,gateway-endpoint}/*.{json,ts}'),
);

/** Every word of the reference that OpenClaw brings along. */
export const OPENCLAW_WORDS = wordsOf(
  sourcesOf('node_modules/openclaw/docs/{gateway,cli,concepts,channels,tools,plugins}/**/*.md'),
);
