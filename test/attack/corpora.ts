import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Forge, Knock } from './forge.ts';

/** A folder with test vectors of others, as Project Wycheproof lays them out (`testvectors_v1/*.json`). */
const VARIABLE = 'RC_OPENCLAW_CORPORA';

/** Why external vectors are not used; undefined where they are. */
export function whyNoCorpora(): string | undefined {
  const folder = process.env[VARIABLE];
  if (!folder) return `${VARIABLE} names no folder with external vectors`;
  if (!existsSync(folder)) return `${VARIABLE} names ${folder}, which does not exist`;
  return vectors().length > 0 ? undefined : `${VARIABLE} names ${folder}, which holds no tokens in Wycheproof's layout`;
}

/** Every token of the vectors, good or bad: none of them is signed with a key of ours. */
export function foreignTokens(forge: Forge): Knock[] {
  const payload = forge.target.payload();
  return vectors().map(({ what, token }) => forge.bearing(what, token, payload));
}

interface Vectors {
  readonly testGroups?: readonly { readonly tests?: readonly { tcId?: number; jws?: unknown; jwe?: unknown }[] }[];
}

function vectors(): { what: string; token: string }[] {
  const folder = process.env[VARIABLE] ?? '';
  return globSync('**/*.json', { cwd: folder }).flatMap((file) => {
    const { testGroups = [] } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Vectors;
    return testGroups
      .flatMap(({ tests = [] }) => tests)
      .flatMap(({ tcId, jws, jwe }) => {
        const found = jws ?? jwe;
        if (found === undefined) return [];
        const token = typeof found === 'string' ? found : JSON.stringify(found);
        // A header holds neither line breaks nor letters beyond Latin 1.
        return /^[\x20-\x7e]*$/.test(token) ? [{ what: `${file} ${tcId}`, token }] : [];
      });
  });
}
