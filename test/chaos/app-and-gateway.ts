import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeSecret } from '@rocketchat-openclaw/shared';
import { builtPlugin } from '../../testbed/gateway/built-plugin.ts';
import type { JsonObject } from '../../testbed/gateway/config.ts';
import { type Gateway, type GatewayOptions, startGateway } from '../../testbed/gateway/gateway.ts';
import { type Model, startModel } from '../../testbed/gateway/model.ts';
import { type FakeApp, startFakeApp } from '../gateway-endpoint/fake-app.ts';

/** A gateway of a suite's own, with one account, and the app of its workspace. The suite lays out the gateway's state. */
export interface AppAndGateway {
  readonly folder: string;
  /** Of OpenClaw, in the folder. */
  readonly stateDir: string;
  readonly app: FakeApp;
  readonly model: Model;
  gateway(): Gateway;
  /** The first time, or again with the same configuration. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** From now on the model says nothing. @returns goes on */
  holdModel(): () => void;
  /** By question: how often the model was asked it, and how often the bot posted an answer to it. */
  counts(): Record<string, { asked: number; answered: number }>;
}

/** Each answer is one post. */
const ANSWERS_ALONE: JsonObject = { streaming: { mode: 'off' }, typing: false, ackReaction: '', historyLimit: 0 };

/** @param questions words of which each answer repeats those that it answers */
export async function prepareGateway(questions: readonly string[], account: JsonObject): Promise<AppAndGateway> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'app-and-gateway-'));
  const secret = writeSecret(randomBytes(32));
  let until = Promise.withResolvers<void>();
  until.resolve();
  const answerTo = (text: string) => `answer: ${questions.filter((words) => text.includes(words)).join(', ')}.`;
  const model = await startModel({
    async script({ text }) {
      await until.promise;
      return answerTo(text);
    },
  });
  const app = await startFakeApp({ secret });
  const options: GatewayOptions = {
    folder,
    model,
    plugin: { path: builtPlugin() },
    channels: { rocketchat: { enabled: true, baseUrl: app.url, sharedSecret: secret, ...ANSWERS_ALONE, ...account } },
    config: { logging: { level: 'debug', consoleLevel: 'info' } },
  };
  let gateway: Gateway | undefined;
  return {
    folder,
    stateDir: path.join(folder, 'state'),
    app,
    model,
    gateway() {
      if (!gateway) throw new Error('it has not started yet');
      return gateway;
    },
    async start() {
      gateway = await startGateway(gateway ? { ...options, keepConfig: true, port: gateway.port } : options);
    },
    async stop() {
      await gateway?.stop();
      await app.stop();
      await model.stop();
      await rm(folder, { recursive: true, force: true });
    },
    holdModel() {
      until = Promise.withResolvers();
      return until.resolve;
    },
    counts() {
      const isIn = (words: string) => (each: { text: string }) => each.text.includes(words);
      const answers = app.posts().filter(isIn('answer:'));
      const countOf = (words: string) => ({
        asked: model.requests.filter(isIn(words)).length,
        answered: answers.filter(isIn(words)).length,
      });
      return Object.fromEntries(questions.map((words) => [words, countOf(words)]));
    },
  };
}
