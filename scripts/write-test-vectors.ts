/** Writes `shared/test-vectors/v1.json`. Run it only when the wire contract changes; a test compares it with the code. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from '../test/shared/test-vectors.ts';

writeFileSync(path.join(import.meta.dirname, '..', 'shared', 'test-vectors', 'v1.json'), await format());
