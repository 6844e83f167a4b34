import { readFileSync } from 'node:fs';
import path from 'node:path';
import { APP_ID } from '@rocketchat-openclaw/shared';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import manifest from '../../rc-app/app.json' with { type: 'json' };

const folder = path.join(import.meta.dirname, '../../rc-app');
const zip = readFileSync(path.join(folder, 'dist', `${manifest.nameSlug}_${manifest.version}.zip`));
const files = unzipSync(zip);

test('the zip holds exactly what the server reads', () => {
  expect(Object.keys(files).sort()).toEqual(['.packagedby', 'OpenClawApp.js', 'app.json', 'i18n/en.json', 'icon.png']);
});

test('the zip is at most 120 kB', () => {
  console.log(`zip: ${(zip.length / 1_000).toFixed(1)} kB`);
  expect(zip.length).toBeLessThanOrEqual(120_000);
});

test('the manifest is the committed one, with the id that tokens carry', () => {
  expect(JSON.parse(strFromU8(files['app.json'] ?? new Uint8Array()))).toEqual(manifest);
  expect(manifest).toMatchObject({ id: APP_ID, nameSlug: 'openclaw', implements: ['IPostMessageSent'] });
});

test('every text that the settings name is translated', () => {
  const texts = JSON.parse(readFileSync(path.join(folder, 'i18n/en.json'), 'utf8'));
  const used =
    readFileSync(path.join(folder, 'src/admin/settings.ts'), 'utf8').match(/'(section_\w+|[a-z]+(_[a-z]+)+)'/g) ?? [];
  const ids = used.map((quoted) => quoted.slice(1, -1));
  const expected = ids.flatMap((id) => (id.startsWith('section_') ? [id] : [id, `${id}_description`]));
  expect(Object.keys(texts).sort()).toEqual([...new Set(expected)].sort());
});

test('every permission in the manifest is explained in the README', () => {
  const readme = readFileSync(path.join(folder, '../README.md'), 'utf8');
  for (const { name } of manifest.permissions) expect(readme).toContain(`\`${name}\``);
});

test('no server that we support is locked out: the API version is a range', () => {
  expect(manifest.requiredApiVersion).toMatch(/^\^1\.\d+\.0$/);
});
