import type { ModelAccess } from './model.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface ConfigParts {
  readonly port: number;
  readonly token: string;
  readonly logFile: string;
  readonly model: ModelAccess;
  readonly channels: JsonObject;
  /** The folder of a plugin that is loaded from its place instead of being installed. */
  readonly pluginPath?: string | undefined;
  /** Merged over everything else. */
  readonly extra?: JsonObject | undefined;
}

/** openclaw.json for a gateway that calls nobody: no updates, telemetry, discovery or model catalogue. */
export function gatewayConfig({
  port,
  token,
  logFile,
  model,
  channels,
  pluginPath,
  extra = {},
}: ConfigParts): JsonObject {
  const base: JsonObject = {
    gateway: {
      mode: 'local',
      port,
      bind: 'loopback',
      auth: { mode: 'token', token },
      controlUi: { enabled: false },
    },
    // One file, however long the run: the tests read the outcome of each event in it, and OpenClaw would start a new one
    // at 100 MB.
    logging: { file: logFile, level: 'info', maxFileBytes: 4 * 1024 ** 3 },
    update: { checkOnStart: false },
    telemetry: { enabled: false },
    discovery: { mdns: { mode: 'off' } },
    models: {
      mode: 'replace',
      catalogRefresh: { enabled: false },
      providers: {
        local: {
          baseUrl: model.url,
          apiKey: model.key,
          api: 'openai-completions',
          models: [
            {
              id: model.model,
              name: model.model,
              reasoning: false,
              input: ['text'],
              cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
              contextWindow: 128_000,
              maxTokens: 4_096,
            },
          ],
        },
      },
    },
    agents: {
      defaults: { model: { primary: `local/${model.model}` }, skipBootstrap: true, heartbeat: { every: '0m' } },
    },
    plugins: {
      enabled: true,
      allow: ['rocketchat'],
      // An installation writes its own entry; one that is there before it counts as an upgrade that went wrong.
      ...(pluginPath && { entries: { rocketchat: { enabled: true } }, load: { paths: [pluginPath] } }),
    },
    channels,
  };
  return merge(base, extra);
}

export function merge(base: JsonObject, over: JsonObject): JsonObject {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isObject(below) && isObject(value) ? merge(below, value) : value;
  }
  return merged;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
