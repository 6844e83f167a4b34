import { describe, expect, test } from 'vitest';
import { manifest } from '../../../gateway-endpoint/manifest.ts';
import { FOREIGN_KEYS, FOREIGN_ROOM_KEYS } from '../../../gateway-endpoint/src/config/foreign-keys.ts';

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
}

const { schema, uiHints } = manifest().channelConfigs.rocketchat;

/** Every setting that the form draws, by its path; entries of a record are `*`. */
function settingsIn({ properties = {}, additionalProperties }: Schema, at: string[] = []): [string, Schema][] {
  const entries = typeof additionalProperties === 'object' ? settingsIn(additionalProperties, [...at, '*']) : [];
  const own = Object.entries(properties).flatMap(([key, setting]): [string, Schema][] => [
    [[...at, key].join('.'), setting],
    ...settingsIn(setting, [...at, key]),
  ]);
  return [...own, ...entries];
}

const settings = settingsIn(schema as Schema);

describe('the form of the Control UI', () => {
  test('has a label for every setting, and for nothing else', () => {
    expect(Object.keys(uiHints).toSorted()).toEqual(settings.map(([path]) => path).toSorted());
    expect(Object.keys(uiHints).filter((path) => !path.startsWith('accounts.')).length).toBeGreaterThan(90);
  });

  test('can draw every setting: each has a kind', () => {
    const isDrawn = ({ type, enum: values, anyOf, oneOf }: Schema) => type ?? values ?? anyOf ?? oneOf;
    expect(settings.filter(([, setting]) => !isDrawn(setting)).map(([path]) => path)).toEqual([]);
  });

  test('has no field for a key that is refused', () => {
    const keys = new Set(settings.map(([path]) => path));
    expect(Object.keys(FOREIGN_KEYS).filter((key) => keys.has(key))).toEqual([]);
    expect(Object.keys(FOREIGN_ROOM_KEYS).filter((key) => keys.has(`rooms.*.${key}`))).toEqual([]);
  });

  test('shows first, and not under Advanced, what a connection needs', () => {
    const shown = Object.entries(uiHints)
      .filter(([path, { advanced }]) => !advanced && !path.includes('.'))
      .toSorted(([, one], [, other]) => one.order - other.order)
      .map(([path]) => path);
    expect(shown.slice(0, 6)).toEqual(['baseUrl', 'gatewayUrl', 'transport', 'sharedSecret', 'dmPolicy', 'allowFrom']);
    expect(shown).toHaveLength(12);
  });

  test('hides secrets', () => {
    const hidden = Object.entries(uiHints).flatMap(([path, { sensitive }]) => (sensitive ? [path] : []));
    expect(hidden.toSorted()).toEqual([
      'accounts.*.previousSharedSecret',
      'accounts.*.sharedSecret',
      'previousSharedSecret',
      'sharedSecret',
    ]);
  });
});
