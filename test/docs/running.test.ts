import path from 'node:path';
import { expect, test } from 'vitest';
import { KEYS } from '../../gateway-endpoint/src/texts/operators.ts';
import { isCurrent } from './generated-part.ts';
import { blockOf } from './lines/lines.ts';

const PAGE = path.join(import.meta.dirname, '../../docs/running.md');

test('docs/running.md has the steps of `openclaw rocketchat keys`', () => {
  const part = blockOf(KEYS.rotation);
  expect(isCurrent(PAGE, 'rotation', part), 'run this test with UPDATE_DOCS=1 and read what changed').toBe(true);
});
