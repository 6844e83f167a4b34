import {
  Actor,
  Answered,
  AppHello,
  Attachments,
  Block,
  Bot,
  COMMAND_TYPES,
  Command,
  Delivery,
  Editor,
  Emoji,
  Event,
  EventBatch,
  EventId,
  EventsAnswer,
  File,
  GatewayHello,
  Id,
  Instant,
  Label,
  LIMITS,
  Mention,
  Message,
  MessageRef,
  Name,
  RATES,
  REFUSALS,
  Room,
  resultSchema,
  Text,
  Via,
} from '@rocketchat-openclaw/shared';
import * as z from 'zod';
import { VERBS } from '../../rc-app/src/commands/carry-out.ts';
import { KINDS } from '../../rc-app/src/workspace/bounds.ts';
import { COMMAND_WORDS, EVENT_WORDS, LIMIT_WORDS, REFUSAL_WORDS } from './contract-words.ts';
import { table } from './generated-part.ts';

/** As much of a JSON schema as the tables show. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
}

const Attachment = Attachments._zod.def.innerType._zod.def.element;
const Within = Attachment.shape.attachments._zod.def.innerType._zod.def.element;
const Innermost = Within.shape.attachments._zod.def.innerType._zod.def.element;

const SCALARS = { Id, EventId, Name, Text, Instant, Emoji, Label };
const SHAPES = {
  ...{ EventBatch, EventsAnswer, Room, Actor, Via, Bot, Message, Mention, File, Editor, MessageRef, Attachment },
  ...{ Block, AppHello, GatewayHello, Delivery, Answered },
};

/** The shapes that have a name of their own. The levels of attachments differ in their depth alone. */
const named = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries({ ...SCALARS, ...SHAPES, Event, Within, Innermost }))
  named.add(schema, { id });

/** Of one schema, with the names of the others in it. */
function jsonOf(schema: z.core.$ZodType): Schema {
  const json = z.toJSONSchema(schema, { metadata: named, unrepresentable: 'any', io: 'output' }) as Schema & {
    $defs?: Record<string, Schema>;
  };
  const own = json.$ref && json.$defs?.[nameOf(json.$ref)];
  return own || json;
}

const nameOf = (ref: string): string => ref.replace(/^.*\//, '').replace(/^(Within|Innermost)$/, 'Attachment');
const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

function shapeOf(schema: Schema): string {
  const { $ref, enum: values, items, properties, additionalProperties: others, propertyNames } = schema;
  const branches = schema.anyOf ?? schema.oneOf;
  if ($ref) return nameOf($ref);
  if (schema.const !== undefined) return code(schema.const);
  if (values) return values.map(code).join(' or ');
  if (branches) return branches.map(shapeOf).join(' or ');
  if (items) return `list of ${rangeOf(schema.minItems ?? 0, schema.maxItems)}${shapeOf(items)}`;
  if (properties) return `{ ${fieldsOf(schema)} }`;
  if (typeof others === 'object') return `map of ${shapeOf(propertyNames ?? {})} to ${shapeOf(others)}`;
  if (schema.type === 'integer') return numberOf(schema);
  if (schema.type === 'string') return textOf(schema);
  return schema.type ?? 'anything';
}

function rangeOf(min: number, max: number | undefined): string {
  return max === undefined ? '' : `${min}–${max} `;
}

function numberOf({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Schema): string {
  return maximum === Number.MAX_SAFE_INTEGER ? `integer from ${minimum}` : `integer ${minimum}–${maximum}`;
}

function textOf({ minLength, maxLength, pattern }: Schema): string {
  const length = maxLength === undefined ? '' : ` of ${rangeOf(minLength ?? 0, maxLength)}characters`;
  return `text${length}${pattern ? ` like ${code(pattern)}` : ''}`;
}

/** `name: shape`, with a question mark where it may be absent. */
function fieldsOf({ properties = {}, required = [] }: Schema, without: readonly string[] = []): string {
  const shown = Object.entries(properties).filter(([name]) => !without.includes(name));
  return shown
    .map(([name, schema]) => `\`${name}${required.includes(name) ? '' : '?'}\`: ${shapeOf(schema)}`)
    .join(', ');
}

function constOf(schema: Schema, field: string): string {
  return String(schema.properties?.[field]?.const);
}

function events(): string {
  const rows = (jsonOf(Event).oneOf ?? []).map((each) => {
    const type = constOf(each, 'type') as keyof typeof EVENT_WORDS;
    return [code(type), fieldsOf(each, ['type', 'id', 'at']), EVENT_WORDS[type]];
  });
  return table(['`type`', 'fields', 'meaning'], rows);
}

function commands(): string {
  const requests = new Map((jsonOf(Command).oneOf ?? []).map((each) => [constOf(each, 'command'), each]));
  const rows = COMMAND_TYPES.map((type) => [
    code(type),
    fieldsOf(requests.get(type) ?? {}, ['v', 'key', 'command']),
    fieldsOf(jsonOf(resultSchema(type))) || '{}',
    VERBS[type].repeat,
    KINDS[type].map(code).join(', '),
    COMMAND_WORDS[type],
  ]);
  return table(['`command`', 'fields', 'result', 'repeat', 'rate', 'meaning'], rows);
}

function shapes(): string {
  const rows = Object.entries(SHAPES).map(([name, schema]) => {
    const json = jsonOf(schema);
    return [name, fieldsOf(json) || shapeOf(json)];
  });
  return table(['shape', 'fields'], rows);
}

function refusals(): string {
  const rows = Object.entries(REFUSALS) as [keyof typeof REFUSALS, { status: number; retry: string }][];
  return table(
    ['code', 'status', 'retry', 'meaning'],
    rows.map(([name, { status, retry }]) => [code(name), String(status), retry, REFUSAL_WORDS[name]]),
  );
}

function limits(): string {
  const rows = Object.entries(LIMITS) as [keyof typeof LIMITS, number][];
  return table(
    ['limit', 'value', 'of'],
    rows.map(([name, value]) => [code(name), value.toLocaleString('en-US'), LIMIT_WORDS[name]]),
  );
}

function rates(): string {
  const perMinute = (rate: number) =>
    rate < 1 ? `1 in ${Math.round(1 / rate)} minutes` : rate.toLocaleString('en-US');
  const rows = Object.entries(RATES).map(([name, rate]) => [
    code(name),
    rate.burst.toLocaleString('en-US'),
    perMinute(rate.perMinute),
  ]);
  return table(['rate', 'at once', 'then, each minute'], rows);
}

/** The generated parts of docs/protocol.md by their names. */
export const PARTS = {
  events: events(),
  commands: commands(),
  scalars: table(
    ['shape', 'value'],
    Object.entries(SCALARS).map(([name, schema]) => [name, shapeOf(jsonOf(schema))]),
  ),
  shapes: shapes(),
  refusals: refusals(),
  limits: limits(),
  rates: rates(),
};
