import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';

const docs = path.join(import.meta.dirname, '../../docs/events.md');
/** docs/events.md has two parts, each written by the test that sees it happen: what leaves, then what the agent sees. */
const SECOND = '# What the agent sees\n';

/** Fails when a part of docs/events.md is not what happened. With UPDATE_DOCS=1 it writes that part instead. */
export function isWrittenDown(part: 'first' | 'second', text: string): void {
  const [first = '', second = ''] = readFileSync(docs, { encoding: 'utf8', flag: 'a+' }).split(SECOND);
  const whole = part === 'first' ? [text, second] : [first, text.slice(SECOND.length)];
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(docs, whole.join(SECOND));
  const written = part === 'first' ? first : SECOND + second;
  const advice = 'docs/events.md is not what happens; run this test with UPDATE_DOCS=1 and read what changed';
  expect(process.env['UPDATE_DOCS'] === '1' || written === text, advice).toBe(true);
}
