// The part of Deno and of the web platform that deno-runtime 1.62.0 touches, on Node.
// Rocket.Chat's own Node runtime (8.8 and later, packages/apps) is not published, so this is an imitation of it.
import { createReadStream, writeSync } from 'node:fs';
import { Readable } from 'node:stream';

class NodeErrorEvent extends Event {
  readonly error: unknown;
  constructor(type: string, init: { error?: unknown } = {}) {
    super(type);
    this.error = init.error;
  }
}

function writerOf(stream: NodeJS.WriteStream & { fd: number }) {
  return {
    write: (bytes: Uint8Array) =>
      new Promise<number>((resolve, reject) => {
        stream.write(bytes, (error) => (error ? reject(error) : resolve(bytes.length)));
      }),
    writeSync: (bytes: Uint8Array) => writeSync(stream.fd, bytes),
  };
}

export const Deno = {
  args: process.argv.slice(2),
  pid: process.pid,
  exit: (code: number) => process.exit(code),
  stdin: { readable: Readable.toWeb(process.stdin) },
  stdout: writerOf(process.stdout),
  stderr: writerOf(process.stderr),
  open: async (path: string) => ({ readable: Readable.toWeb(createReadStream(path)), [Symbol.dispose]() {} }),
};

function listenForErrors(type: string, listener: (event: object) => void): void {
  const preventDefault = () => {};
  if (type === 'unhandledrejection') {
    process.on('unhandledRejection', (reason) => listener({ type, reason, preventDefault }));
  }
  if (type === 'error') {
    process.on('uncaughtException', (error) => listener({ type, message: `Uncaught ${error}`, preventDefault }));
  }
}

Object.assign(global, { ErrorEvent: NodeErrorEvent, addEventListener: listenForErrors });
