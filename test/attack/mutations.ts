import fc from 'fast-check';
import { envelope, type Forge, JSON_TYPE, type Knock } from './forge.ts';

/** A change of one byte of a genuine request. `at` is a share of the whole. */
const mutation = fc.record({
  of: fc.constantFrom('token', 'token', 'body'),
  by: fc.constantFrom('flip', 'insert', 'delete', 'repeat', 'swap', 'replace'),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  bit: fc.integer({ min: 0, max: 7 }),
  byte: fc.integer({ min: 0x21, max: 0x7e }),
});

type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

const SEED = 20_261_121;

/**
 * Genuine requests of which one byte is another. The seed is fixed: a failure can be repeated. Those that still say the
 * same are left out: space between the members of the body is nobody's concern.
 */
export function mutations(forge: Forge, count: number): Knock[] {
  return fc.sample(mutation, { seed: SEED, numRuns: count }).flatMap((each, index) => {
    const payload = forge.target.payload();
    const token = forge.token({ payload });
    const body = Buffer.from(envelope(payload));
    const changed = {
      token: Buffer.from(token),
      body,
      [each.of]: mutate(Buffer.from(each.of === 'token' ? token : body), each),
    };
    const authorization = `Bearer ${changed.token.toString('latin1')}`;
    if (!/^[\x21-\x7e\x80-\xff ]+$/.test(authorization) || authorization !== authorization.trim()) return [];
    if (authorization === `Bearer ${token}` && saysTheSame(changed.body, payload)) return [];
    const what = `mutation ${index}: ${each.by} in the ${each.of} at ${each.at.toFixed(4)}`;
    return { what, headers: { ...JSON_TYPE, authorization }, body: changed.body } satisfies Knock;
  });
}

function mutate(bytes: Buffer, { by, at, bit, byte }: Mutation): Buffer {
  const index = Math.floor(at * bytes.length);
  const [before, behind] = [bytes.subarray(0, index), bytes.subarray(index + 1)];
  const old = bytes[index] ?? 0;
  switch (by) {
    case 'flip':
      return Buffer.concat([before, Uint8Array.of(old ^ (1 << bit)), behind]);
    case 'replace':
      return Buffer.concat([before, Uint8Array.of(byte), behind]);
    case 'insert':
      return Buffer.concat([before, Uint8Array.of(byte, old), behind]);
    case 'repeat':
      return Buffer.concat([before, Uint8Array.of(old, old), behind]);
    case 'delete':
      return Buffer.concat([before, behind]);
    case 'swap':
      return Buffer.concat([before, behind.subarray(0, 1), Uint8Array.of(old), behind.subarray(1)]);
  }
}

function saysTheSame(body: Buffer, payload: string): boolean {
  try {
    const said = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as object;
    return JSON.stringify(said) === envelope(payload);
  } catch {
    return false;
  }
}
