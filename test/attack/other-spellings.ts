/**
 * Ways to write a path so that somebody between, or the server itself, may take it for the one that is meant. Each is refused: by
 * one of them a request could come in that a proxy should keep out.
 *
 * @param parent of an account, such as `/rocketchat/default`
 * @param rest such as `/events`
 */
export function otherSpellings(parent: string, rest: string): string[] {
  const whole = `${parent}${rest}`;
  const account = parent.split('/').at(-1) ?? '';
  const before = parent.slice(0, -account.length - 1);
  const hex = (char: string) => `%${char.charCodeAt(0).toString(16)}`;
  const last = rest.at(-1) ?? '';
  return [
    `${before}/${hex(account[0] ?? '')}${account.slice(1)}${rest}`,
    `${before}/${hex(account[0] ?? '').toUpperCase()}${account.slice(1)}${rest}`,
    `${whole.slice(0, -1)}${hex(last)}`,
    `${parent}%2f${rest.slice(1)}`,
    `${parent}%2F${rest.slice(1)}`,
    `${before}%2f${account}${rest}`,
    `${before}/%25${hex(account[0] ?? '').slice(1)}${account.slice(1)}${rest}`,
    `${before}/x/../${account}${rest}`,
    `${parent}/x/..${rest}`,
    `${parent}/.${rest}`,
    `${parent}/%2e${rest}`,
    `${parent}/x/%2e%2e${rest}`,
    `${before}/./${account}${rest}`,
    `/x/..${whole}`,
    `/..${whole}`,
    `/.${whole}`,
    whole.replaceAll('/', '\\'),
    `/${whole.slice(1).replaceAll('/', '\\')}`,
    `${parent}\\${rest.slice(1)}`,
    `${before}\\${account}${rest}`,
    `/${whole}`,
    `${parent}/${rest}`,
    `${before}/${parent.slice(before.length)}${rest}`,
    `${whole}/`,
    `${whole}//`,
    `${whole};x=1`,
    `${parent};x=1${rest}`,
    `${whole};`,
    `${whole}?`,
    `${whole}?x=1`,
    `${whole}?account=default`,
    `${whole}#`,
    `${whole}#x`,
    `${whole}%00`,
    `${whole}%20`,
    `${whole}%09`,
    `${whole}%0a`,
    `${whole}.`,
    `${whole}%23`,
    `${whole}%3f`,
    whole.toUpperCase(),
    `${parent}${rest.toUpperCase()}`,
    `http://gateway.invalid${whole}`,
    `HTTP://127.0.0.1${whole}`,
    `//127.0.0.1${whole}`,
    `${whole}%c0%af`,
    `${before}/${account}%ef%bc%8f${rest.slice(1)}`,
  ];
}
