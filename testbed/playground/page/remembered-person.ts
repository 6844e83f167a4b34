import type { About } from './contract.ts';

const REMEMBERED = 'playground-person';

/** A reload is the same person again; two tabs can be two people. */
export function rememberedPerson({ people }: About): string {
  const wanted = location.hash.slice(1) || sessionStorage.getItem(REMEMBERED);
  return people.find(({ username }) => username === wanted)?.username ?? people[0]?.username ?? '';
}

export function rememberPerson(username: string): void {
  sessionStorage.setItem(REMEMBERED, username);
  history.replaceState(null, '', `#${username}`);
}
