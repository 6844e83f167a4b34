import { Id } from '@rocketchat-openclaw/shared';

/** Undefined also for text that is no id. */
export function idOf(value: string | undefined): string | undefined {
  return Id.safeParse(value).data;
}

/** Clients choose the ids that come with a click, a form or a command: of these only plain ones, as clients make them, count. */
export function chosenIdOf(value: string | undefined): string | undefined {
  return value !== undefined && /^[\x21-\x7e]+$/.test(value) ? idOf(value) : undefined;
}

export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
