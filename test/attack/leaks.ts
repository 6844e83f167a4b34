/** A signature, or the end of claims: 256 bits in the alphabet of base64url. */
const SIGNATURE = 43;
const IS_ONE = /^[A-Za-z0-9_-]{43}$/;
const RUNS = /[A-Za-z0-9_-]{43,}/g;

/** Which of these stand in the text, each named by its beginning. Signatures may be many: they are looked up, not searched for. */
export function leaksIn(text: string, secrets: readonly string[]): string[] {
  const signatures = new Set(secrets.filter((secret) => IS_ONE.test(secret)));
  const found = secrets.filter((secret) => secret.length >= 8 && !IS_ONE.test(secret) && text.includes(secret));
  for (const [run] of text.matchAll(RUNS)) {
    for (let at = 0; at + SIGNATURE <= run.length; at++) {
      const part = run.slice(at, at + SIGNATURE);
      if (signatures.has(part)) found.push(part);
    }
  }
  return found.map((secret) => `${secret.slice(0, 12)}…`);
}

/** `12,345 lines, 1.2 MB`: how much was searched. */
export function extentOf(text: string): string {
  const lines = text.split('\n').length - 1;
  return `${lines.toLocaleString('en')} lines, ${(Buffer.byteLength(text) / 1e6).toFixed(1)} MB`;
}
