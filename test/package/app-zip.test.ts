import { readFileSync } from 'node:fs';
import path from 'node:path';
import { APP_ID } from '@rocketchat-openclaw/shared';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import manifest from '../../rc-app/app.json' with { type: 'json' };
import { PANEL_BUTTON } from '../../rc-app/src/admin/panel.ts';
import { SETTINGS } from '../../rc-app/src/settings/settings.ts';

const folder = path.join(import.meta.dirname, '../../rc-app');
const zip = readFileSync(path.join(folder, 'dist', `${manifest.nameSlug}_${manifest.version}.zip`));
const files = unzipSync(zip);

test('the zip holds exactly what the server reads', () => {
  expect(Object.keys(files).sort()).toEqual([
    '.packagedby',
    'LICENSE',
    'OpenClawApp.js',
    'README.md',
    'THIRD-PARTY-NOTICES.txt',
    'app.json',
    'i18n/de.json',
    'i18n/en.json',
    'i18n/es.json',
    'i18n/fr.json',
    'i18n/pt-BR.json',
    'icon.png',
  ]);
});

test('the zip is at most 120 kB', () => {
  console.log(`zip: ${(zip.length / 1_000).toFixed(1)} kB`);
  expect(zip.length).toBeLessThanOrEqual(120_000);
});

test('the manifest is the committed one, with the id that tokens carry', () => {
  expect(JSON.parse(strFromU8(files['app.json'] ?? new Uint8Array()))).toEqual(manifest);
  expect(manifest).toMatchObject({ id: APP_ID, nameSlug: 'openclaw' });
  // A direct message to the bot would arrive twice.
  expect(manifest.implements).not.toContain('IPostMessageSentToBot');
});

test('every text that the settings, the command and the button name is written, and no other', () => {
  const texts = JSON.parse(readFileSync(path.join(folder, 'i18n/en.json'), 'utf8'));
  const selects = SETTINGS.flatMap((setting) => setting.values?.map((value) => value.i18nLabel) ?? []);
  const named = SETTINGS.flatMap(({ section, i18nLabel, i18nDescription }) => [section, i18nLabel, i18nDescription]);
  expect(Object.keys(texts).sort()).toEqual(
    [...new Set([...named, ...selects, 'slash_params', 'slash_description', PANEL_BUTTON.labelI18n])].sort(),
  );
});

test('every permission and every hook in the manifest is explained in docs/admin.md', () => {
  const page = readFileSync(path.join(folder, '../docs/admin.md'), 'utf8');
  const names = [...manifest.permissions.map(({ name }) => name), ...manifest.implements];
  for (const name of names) expect(page).toContain(`\`${name}\``);
});

test('no server that we support is locked out: the API version is a range', () => {
  expect(manifest.requiredApiVersion).toMatch(/^\^1\.\d+\.0$/);
});
