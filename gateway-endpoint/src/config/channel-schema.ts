import { buildChannelConfigSchema } from 'openclaw/plugin-sdk/channel-config-schema';
import { REFUSED } from './refusals.ts';
import { RocketChatConfig } from './schema.ts';
import { uiHints } from './ui-hints.ts';

type JsonSchema = { readonly [key: string]: unknown };

/**
 * `channels.rocketchat` for OpenClaw. The Control UI draws a form from the JSON schema, so refused keys are no part of it:
 * they are unknown there, and doctor and commands say what to use instead (`legacyConfigRules`).
 */
export function channelConfigSchema() {
  const hints = uiHints();
  const built = buildChannelConfigSchema(RocketChatConfig, { uiHints: hints });
  return { ...built, uiHints: hints, schema: withoutRefused(built.schema) };
}

function withoutRefused<Schema extends JsonSchema>(schema: Schema): Schema {
  const kept = Object.entries(schema).map(([key, value]) => [key, key === 'properties' ? drawn(value) : below(value)]);
  return Object.fromEntries(kept) as Schema;
}

const drawn = (properties: unknown): JsonSchema =>
  Object.fromEntries(
    Object.entries(properties as Readonly<Record<string, JsonSchema>>)
      .filter(([, property]) => !(REFUSED in property))
      .map(([name, property]) => [name, withoutRefused(property)]),
  );

const below = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(below)
    : typeof value === 'object' && value !== null
      ? withoutRefused(value as JsonSchema)
      : value;
