import { Id } from '@rocketchat-openclaw/shared';

/** Clients choose the ids that come with what they send: what is no id counts as none. */
export function idOf(value: string | undefined): string | undefined {
  return Id.safeParse(value).data;
}

export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
