import { createHash, createHmac, randomBytes } from 'node:crypto';
import { commandRoute, deriveKey, eventRoute, writeSecret } from '@rocketchat-openclaw/shared';
import type { Forge, Knock } from './forge.ts';
import { POOR_SECRETS } from './poor-secrets.ts';

/** Everything in order but the key that signed, or the route for which it did. */
export async function forgedKeys(forge: Forge): Promise<Knock[]> {
  return [...guessed(forge), ...(await derived(forge)), ...(await misrouted(forge)), ...signatures(forge)];
}

function signedBy(forge: Forge, what: string, key: string | Uint8Array): Knock {
  const payload = forge.target.payload();
  return forge.bearing(what, forge.token({ payload, key }), payload);
}

function guessed(forge: Forge): Knock[] {
  const { secret, accountId, route } = forge.target;
  const raw = Buffer.from(secret.slice('rcoc_'.length), 'base64url');
  const keys: [what: string, key: string | Uint8Array][] = [
    ['32 zeros', new Uint8Array(32)],
    ['32 ones', new Uint8Array(32).fill(255)],
    ['another secret of ours', randomBytes(32)],
    ['the secret as text', secret],
    ['the bytes of the secret', raw],
    ['their hash', createHash('sha256').update(raw).digest()],
    ['the key as hexadecimal text', Buffer.from(forge.key.bytes).toString('hex')],
    ['the key as base64url text', Buffer.from(forge.key.bytes).toString('base64url')],
    ['half of the key', forge.key.bytes.slice(0, 16)],
    ['the key reversed', forge.key.bytes.slice().reverse()],
    ['the key id', forge.key.kid],
    ['the account id', accountId],
    ['the issuer', route.issuer],
    ['the label of the key', `${route.direction}|${accountId}`],
  ];
  return [
    ...keys.map(([what, key]) => signedBy(forge, `signed with ${what}`, key)),
    ...POOR_SECRETS.map((word) => signedBy(forge, `signed with the word ${JSON.stringify(word)}`, word)),
  ];
}

/** Keys that we derive, for somebody or something else: under the genuine key's id, and under their own. */
async function derived(forge: Forge): Promise<Knock[]> {
  const { secret, accountId, route } = forge.target;
  const other = route.direction === 'event' ? 'command' : 'event';
  const foreign = writeSecret(Uint8Array.from({ length: 32 }, (_, i) => (i * 91 + 13) % 256));
  const keys = [
    ['the other direction', await deriveKey(secret, other, accountId)],
    ['another account', await deriveKey(secret, route.direction, `${accountId}-2`)],
    ['another secret', await deriveKey(foreign, route.direction, accountId)],
    ['another secret and direction', await deriveKey(foreign, other, accountId)],
  ] as const;
  return keys.flatMap(([what, key]) => {
    const payload = forge.target.payload();
    const own = forge.token({ payload, key: key.bytes, header: forge.header({ kid: key.kid }) });
    return [
      signedBy(forge, `the key of ${what} under our key id`, key.bytes),
      forge.bearing(`the key of ${what} under its own id`, own, payload),
    ];
  });
}

/** Tokens that our own code signed for another door: reflected, or taken from one account to another. */
async function misrouted(forge: Forge): Promise<Knock[]> {
  const { secret, accountId, route } = forge.target;
  const routes = [eventRoute(accountId), commandRoute(accountId), eventRoute('other'), commandRoute('other')];
  const wrong = routes.filter((each) => each.direction !== route.direction || each.path !== route.path);
  const made = wrong
    .filter((each) => JSON.stringify(each) !== JSON.stringify(route))
    .map(async (each) => {
      const account = each.audience.includes('other') || each.issuer.includes('other') ? 'other' : accountId;
      const key = await deriveKey(secret, each.direction, account);
      const payload = forge.target.payload();
      const claims = forge.claims(payload, { iss: each.issuer, aud: each.audience, htu: each.path });
      const header = { alg: 'HS256', typ: each.typ, kid: key.kid };
      const what = `a genuine ${each.direction} of account ${account}`;
      return forge.bearing(what, forge.token({ payload, claims, header, key: key.bytes }), payload);
    });
  return Promise.all(made);
}

/** A genuine token, and something else where its signature was. */
function signatures(forge: Forge): Knock[] {
  const payload = forge.target.payload();
  const token = forge.token({ payload });
  const [first = '', second = '', third = ''] = token.split('.');
  const [, , foreign = ''] = forge.token({ payload: forge.target.payload() }).split('.');
  const bytes = Buffer.from(third, 'base64url');
  const flip = (at: number, bit: number) => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ bit;
    return copy.toString('base64url');
  };
  const mac = (input: string) => createHmac('sha256', forge.key.bytes).update(input).digest('base64url');
  const all: [what: string, signature: string][] = [
    ...[0, 7, 15, 24, 31].map((at): [string, string] => [`bit 0 of byte ${at} flipped`, flip(at, 1)]),
    ...[0, 31].map((at): [string, string] => [`bit 7 of byte ${at} flipped`, flip(at, 128)]),
    ['of another genuine token', foreign],
    ['of the claims alone', mac(second)],
    ['of the header alone', mac(first)],
    ['of both without the dot', mac(first + second)],
    ['of the payload', mac(payload)],
    ['of nothing', mac('')],
    ['reversed', Buffer.from(bytes).reverse().toString('base64url')],
    ['cut to 31 bytes', bytes.subarray(0, 31).toString('base64url')],
    ['with a byte more', Buffer.concat([bytes, Buffer.alloc(1)]).toString('base64url')],
    ['twice', Buffer.concat([bytes, bytes]).toString('base64url')],
    ['in hexadecimal', bytes.toString('hex')],
    ['in capitals', third.toUpperCase()],
  ];
  return all.map(([what, signature]) =>
    forge.bearing(`signature: ${what}`, `${first}.${second}.${signature}`, payload),
  );
}
