import { expect, test } from 'vitest';
import { faultsIn, type Manifests, withAddresses } from '../../scripts/release-check.ts';

const BARE: Manifests = {
  root: { version: '1.0.0' },
  plugin: { version: '1.0.0' },
  app: { version: '1.0.0', author: { homepage: 'https://example.invalid', support: 'https://example.invalid/issues' } },
};
const NAMED: Manifests = {
  ...BARE,
  root: {
    version: '1.0.0',
    repository: { type: 'git', url: 'git+https://localhost/bridge.git' },
    homepage: 'https://localhost/bridge',
    bugs: { url: 'https://localhost/bridge/issues' },
  },
};

test('each missing value is named, once', () => {
  expect(faultsIn(BARE)).toEqual([
    expect.stringMatching(/^package\.json needs repository/),
    expect.stringMatching(/^package\.json needs homepage/),
    expect.stringMatching(/^package\.json needs bugs\.url/),
  ]);
});

test.each(['https://example.invalid/x', 'https://example.com', 'http://localhost', ''])(
  '“%s” is no address',
  (homepage) => {
    expect(faultsIn(withAddresses({ ...NAMED, root: { ...NAMED.root, homepage } }))).toEqual([
      expect.stringMatching(/^package\.json needs homepage/),
    ]);
  },
);

test('both artefacts get the addresses from one place', () => {
  expect(faultsIn(NAMED)).toHaveLength(5);
  const written = withAddresses(NAMED);
  expect(faultsIn(written)).toEqual([]);
  expect(written.app.author.support).toBe('https://localhost/bridge/issues');
  expect(written.plugin.repository?.url).toBe('git+https://localhost/bridge.git');
});

test('versions and tag are one', () => {
  const written = withAddresses(NAMED);
  expect(faultsIn(written, 'v1.0.0')).toEqual([]);
  expect(faultsIn(written, 'v1.0.1')).toEqual(['the tag v1.0.1 is not v1.0.0']);
  expect(faultsIn({ ...written, plugin: { ...written.plugin, version: '0.9.0' } })).toEqual([
    'gateway-endpoint/package.json has version 0.9.0, and package.json has 1.0.0',
  ]);
});
