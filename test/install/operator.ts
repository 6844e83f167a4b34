import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { builtPlugin } from '../../testbed/gateway/built-plugin.ts';
import { type CliResult, runCli } from '../../testbed/gateway/cli.ts';
import { gatewayConfig, type JsonObject } from '../../testbed/gateway/config.ts';
import { isolate } from '../../testbed/gateway/isolation.ts';
import { removeLocks } from '../../testbed/gateway/remove-locks.ts';

/** Somebody with a shell, an openclaw.json that holds `channels.rocketchat` as given, our plugin, and no gateway. */
export interface Operator {
  /** @param extra merged over everything else */
  configure(rocketchat: JsonObject, extra?: JsonObject): Promise<void>;
  /** `channels.rocketchat` as it is now. */
  section(): Promise<unknown>;
  openclaw(...args: string[]): Promise<CliResult>;
  leave(): Promise<void>;
}

const PLUGIN = builtPlugin();
/** No command here asks a model or listens on a port. */
const UNUSED = { port: 18_789, token: 'x'.repeat(48), model: { url: 'http://127.0.0.1:9/v1', key: 'k', model: 'm' } };

export async function anOperator(env: Readonly<Record<string, string>> = {}): Promise<Operator> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'operator-'));
  const isolation = await isolate(folder, env);
  const { configFile, logFile } = isolation;
  return {
    configure(rocketchat, extra) {
      const config = gatewayConfig({ ...UNUSED, logFile, channels: { rocketchat }, pluginPath: PLUGIN, extra });
      return writeFile(configFile, JSON.stringify(config), { mode: 0o600 });
    },
    async section() {
      const { channels } = JSON.parse(await readFile(configFile, 'utf8')) as { channels: JsonObject };
      return channels['rocketchat'];
    },
    openclaw: (...args) => runCli(isolation, args),
    async leave() {
      await removeLocks(folder);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
