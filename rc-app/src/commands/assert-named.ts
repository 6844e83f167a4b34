import { Refusal, sha256Of } from '@rocketchat-openclaw/shared';

/**
 * Only the bytes that the gateway has named are stored. The refusal says nothing of others, not even how many they are:
 * an attacker in between may have led the pull into the server's own network.
 *
 * @throws Refusal `file-not-received`
 */
export async function assertNamed(bytes: Buffer, named: { readonly size: number; readonly sha256: string }) {
  if (bytes.length === named.size && (await sha256Of(bytes)) === named.sha256) return;
  throw new Refusal('file-not-received', 'what came is not the file that was named');
}
