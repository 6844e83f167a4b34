import * as z from 'zod';

/** As much of a JSON schema as says which fields there are. */
interface Schema {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** A shape with all its values in the samples, and where the first one stands. */
interface Shape {
  readonly at: string;
  readonly schema: Schema;
  readonly values: unknown[];
}

/** The fields of a schema that none of the samples has. A shape that stands in several places needs them once. */
export function fieldsWithoutSample(schema: z.core.$ZodType, samples: readonly unknown[]): string[] {
  const options = { unrepresentable: 'any', io: 'output', reused: 'ref' } as const;
  const { $defs = {}, ...root } = z.toJSONSchema(schema, options) as Schema & { $defs?: Record<string, Schema> };
  const shapes = new Map<Schema['properties'], Shape>();

  const named = (each: Schema): Schema => $defs[each.$ref?.replace('#/$defs/', '') ?? ''] ?? each;

  function visit(each: Schema, values: readonly unknown[], at: string): void {
    const own = named(each);
    for (const kind of own.oneOf ?? own.anyOf ?? []) {
      const shape = named(kind);
      const ofKind = values.filter((each) => isOf(shape, each));
      visit(shape, ofKind, `${at}${nameOf(shape)}`);
    }
    const entries = values.flatMap((each) => (Array.isArray(each) ? each : []));
    if (own.items) visit(own.items, entries, `${at}[]`);
    if (!own.properties) return;
    const shape: Shape = shapes.get(own.properties) ?? { at, schema: own, values: [] };
    shape.values.push(...values);
    shapes.set(own.properties, shape);
    for (const [field, of] of Object.entries(own.properties)) visit(of, valuesOf(field, values), `${at}.${field}`);
  }

  visit(root, samples, '');
  return [...shapes.values()].flatMap(({ at, schema: { properties = {} }, values }) =>
    Object.keys(properties).flatMap((field) => (valuesOf(field, values).length > 0 ? [] : `${at}.${field}`)),
  );
}

function valuesOf(field: string, values: readonly unknown[]): unknown[] {
  return values.flatMap((each) => (isObject(each) && each[field] !== undefined ? [each[field]] : []));
}

const constants = ({ properties = {} }: Schema) =>
  Object.entries(properties).filter(([, { const: value }]) => value !== undefined);

/** Of several kinds, a sample is the one whose constants it has. */
const isOf = (kind: Schema, sample: unknown): boolean =>
  isObject(sample) && constants(kind).every(([field, { const: value }]) => sample[field] === value);

const nameOf = (kind: Schema): string =>
  constants(kind)
    .map(([, { const: value }]) => String(value))
    .join(' ');

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
