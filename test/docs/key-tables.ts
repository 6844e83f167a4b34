import { manifest } from '../../gateway-endpoint/manifest.ts';
import { FOREIGN_KEYS, FOREIGN_ROOM_KEYS } from '../../gateway-endpoint/src/config/foreign-keys.ts';
import { SILENCES } from '../../gateway-endpoint/src/texts/silences.ts';
import { table } from './generated-part.ts';

/** As much of a JSON schema as our tables show. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
}

const section = manifest().channelConfigs.rocketchat.schema as Schema;

/** The generated parts of docs/configuration.md by their names. */
export const TABLES = {
  keys: keyTable(section),
  rooms: keyTable(below('rooms')),
  thread: keyTable(section.properties?.['thread'] ?? {}),
  streaming: keyTable(section.properties?.['streaming'] ?? {}),
  execApprovals: keyTable(section.properties?.['execApprovals'] ?? {}),
  foreign: table(['key', 'here'], rowsOf({ ...FOREIGN_KEYS, ...inRooms() })),
  reasons: table(['reason', 'what it means'], rowsOf(SILENCES)),
};

function below(key: string): Schema {
  const { additionalProperties } = section.properties?.[key] ?? {};
  return typeof additionalProperties === 'object' ? additionalProperties : {};
}

function inRooms(): Record<string, string> {
  return Object.fromEntries(Object.entries(FOREIGN_ROOM_KEYS).map(([key, cure]) => [`rooms.<room>.${key}`, cure]));
}

function keyTable({ properties = {} }: Schema): string {
  const known = Object.entries(properties).filter(([, schema]) => schema.const === undefined);
  const rows = known.map(([key, schema]) => [`\`${key}\``, valuesOf(schema), schema.description ?? '']);
  return table(['key', 'values', 'meaning'], rows);
}

function rowsOf(sentences: Readonly<Record<string, string>>): string[][] {
  return Object.entries(sentences).map(([key, sentence]) => [`\`${key}\``, sentence]);
}

function valuesOf(schema: Schema): string {
  const { enum: values, const: value, type, items, properties } = schema;
  const branches = schema.anyOf ?? schema.oneOf;
  if (values) return values.map(code).join(', ');
  if (value !== undefined) return code(value);
  if (branches) return [...new Set(branches.map(valuesOf))].join(' or ');
  if (properties)
    return `object with ${Object.keys(properties)
      .map((key) => `\`${key}\``)
      .join(', ')}`;
  if (type === 'array') return items ? `list of ${valuesOf(items)}` : 'list';
  return [type ?? 'any'].flat().join(' or ').replace('string', 'text');
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}
