/** Texts with places such as `{who}`, by key. */
export type Templates<Key extends string = string> = Readonly<Record<Key, string>>;

/** JSON in a text is none. */
type Places<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `"${string}` ? never : Name) | Places<Rest>
  : never;

/** The values for the places of a template. */
export type Values<Template extends string> = Readonly<Record<Places<Template>, string | number>>;

/** These places take any words; all others take one word, such as an address or an id. */
const TAKES_WORDS = ['why', 'cause', 'reason', 'span', 'fault'];

export function filled<Template extends string>(template: Template, values: Values<Template>): string {
  return template.replace(/\{(\w+)\}/g, (_place, name: Places<Template>) => String(values[name]));
}

/**
 * Faults are stored, counted and compared in English, and read in another language later. So a text of ours is said again in another
 * language by finding the template that it was made from. Values are said again likewise, because a fault may hold another.
 *
 * @returns gives the text back where it was made from none of them
 */
export function sayingAgain<Key extends string>(
  from: Templates<Key>,
  to: Templates<Key>,
  otherwise: (text: string) => string = (text) => text,
): (text: string) => string {
  const known = (Object.keys(from) as Key[])
    .map((key) => ({ ...patternOf(from[key]), into: to[key] }))
    // A longer one says more: `{who} answered {status}` is the beginning of others.
    .sort((a, b) => b.weight - a.weight);
  const again = (text: string): string => {
    for (const { pattern, into } of known) {
      const found = pattern.exec(text);
      if (!found) continue;
      const values = Object.entries(found.groups ?? {}).map(([name, value]) => [
        name,
        TAKES_WORDS.includes(name) ? again(value) : value,
      ]);
      return filled(into, Object.fromEntries(values));
    }
    return otherwise(text);
  };
  return again;
}

function patternOf(template: string): { readonly pattern: RegExp; readonly weight: number } {
  const parts = template.split(/\{(\w+)\}/);
  const seen = new Set<string>();
  const pattern = parts.map((part, index) => {
    if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (seen.has(part)) return `\\k<${part}>`;
    seen.add(part);
    return `(?<${part}>${TAKES_WORDS.includes(part) ? '.+?' : '\\S+?'})`;
  });
  const weight = parts.filter((_part, index) => index % 2 === 0).join('').length;
  return { pattern: new RegExp(`^${pattern.join('')}$`, 's'), weight };
}
