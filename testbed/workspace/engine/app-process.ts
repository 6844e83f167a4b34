import type { ChildProcess } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager.js';
import { AppRuntimeManager } from '@rocket.chat/apps-engine/server/managers/AppRuntimeManager.js';
import { DenoRuntimeSubprocessController } from '@rocket.chat/apps-engine/server/runtime/deno/AppsEngineDenoRuntime.js';
import { redirectSpawn } from '../sandbox/redirect-spawn.ts';
import type { CommandFor } from '../sandbox/spawn-command.ts';

interface Message {
  payload: { method: string };
}

// Private fields of the engine that a host needs to run two workspaces and to end them.
interface Insides {
  handleIncomingMessage(message: Message): Promise<void>;
  livenessManager: { options: { maxRestarts: number; restartAttemptDelayInMS: number } };
}

export interface AppProcesses {
  /** SIGKILL from outside, as the kernel would: the engine sees a crash and starts the process again. */
  kill(appId: string): void;
  stop(): Promise<void>;
}

interface Hooks {
  readonly commandFor: CommandFor;
  readonly called: (name: string) => void;
  readonly said: (line: string) => void;
}

/** Puts our sandbox under the engine's own process controller, by the engine's own seam (`runtimeFactory`). */
export function hostAppProcesses(manager: AppManager, hooks: Hooks): AppProcesses {
  const controllers = new Set<DenoRuntimeSubprocessController>();
  const children = new Map<string, ChildProcess>();
  let stopped = false;

  const runtime = new AppRuntimeManager(manager, (_manager, appPackage, storageItem) => {
    const controller = new DenoRuntimeSubprocessController(manager, appPackage, storageItem);
    controllers.add(controller);
    const born = (child: ChildProcess) => {
      children.set(appPackage.info.id, child);
      // The engine has no listener here, so writing to a process that has just died would end this one with EPIPE.
      child.stdin?.on('error', (error) => hooks.said(`warn the app process does not listen: ${error.message}`));
      child.stderr?.on('data', (chunk: Buffer) => {
        const line = chunk.toString().trimEnd();
        if (!isMetrics(line)) hooks.said(line);
      });
    };
    const spawnProcess = controller.spawnProcess.bind(controller);
    controller.spawnProcess = () => {
      if (!stopped) redirectSpawn(hooks.commandFor, born, spawnProcess);
    };
    countCalls(controller, hooks.called);
    return controller;
  });
  Object.assign(manager, { runtime });

  return {
    kill(appId) {
      const pid = children.get(appId)?.pid;
      // Not `child.kill()`: that marks the child as killed by us, and the engine would not restart it.
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
    async stop() {
      stopped = true;
      for (const controller of controllers) await end(controller);
      await Promise.all([...children.values()].map(ended));
    },
  };
}

function countCalls(controller: DenoRuntimeSubprocessController, called: (name: string) => void): void {
  const insides = controller as unknown as Insides;
  const handle = insides.handleIncomingMessage.bind(controller);
  insides.handleIncomingMessage = (message) => {
    const { method } = message.payload;
    if (/^(accessor|bridges):/.test(method)) called(method.replace(/^\w+:/, ''));
    return handle(message);
  };
}

/** After every ping the runtime writes its numbers to stderr as one JSON object (lib/metricsCollector.ts). */
const isMetrics = (line: string) => line.startsWith('{"pid":');

async function end(controller: DenoRuntimeSubprocessController): Promise<void> {
  // Otherwise the engine tries a restart each second for as long as this process lives.
  const { livenessManager } = controller as unknown as Insides;
  Object.assign(livenessManager.options, { maxRestarts: 0, restartAttemptDelayInMS: 0 });
  await controller.stopApp();
  await answerWhoWaits(controller);
}

/** Each request without an answer, and each start that is not ready, holds a timer of 30 s and with it this process. */
async function answerWhoWaits(controller: DenoRuntimeSubprocessController): Promise<void> {
  const isWaitedFor = (name: string | symbol) => name === 'ready' || String(name).startsWith('result:');
  for (let waiting = controller.eventNames().filter(isWaitedFor); waiting.length > 0; ) {
    for (const name of waiting) controller.emit(name, undefined, new Error('the workspace has stopped'));
    // A restart that was cut short goes on to its next request, which waits in turn.
    await setImmediate();
    waiting = controller.eventNames().filter(isWaitedFor);
  }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
