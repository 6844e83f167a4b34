import { expect, test } from 'vitest';
import { dated, withVersion } from '../../scripts/same-version.ts';

test('a manifest gets the version, and nothing else of it changes', () => {
  const manifest = (version: string) =>
    `{\n  "name": "a",\n  "version": "${version}",\n  "of": { "version": "7" },\n  "files": ["x"]\n}\n`;
  expect(withVersion(manifest('0.1.0'), '0.2.0')).toBe(manifest('0.2.0'));
});

test('the unreleased part gets the version and the date, once', () => {
  const released = dated('# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.1.0 (2026-01-01)\n', '0.2.0', '2026-11-29');
  expect(released).toBe('# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-11-29)\n\n- New.\n\n## 0.1.0 (2026-01-01)\n');
  expect(dated(released, '0.2.0', '2026-11-30')).toBe(released);
});
