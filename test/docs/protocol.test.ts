import path from 'node:path';
import { expect, test } from 'vitest';
import { PARTS } from './contract-tables.ts';
import { isCurrent } from './generated-part.ts';

const PAGE = path.join(import.meta.dirname, '../../docs/protocol.md');

test.each(Object.entries(PARTS))('docs/protocol.md holds the %s of the contract', (name, part) => {
  expect(isCurrent(PAGE, name, part), 'run this test with UPDATE_DOCS=1 and read what changed').toBe(true);
});

test('every row of docs/protocol.md says something', () => {
  for (const part of Object.values(PARTS)) expect(part).not.toMatch(/\| +\||undefined|anything/);
});
