import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what systems give to outgoing connections and to port 0: nobody is given one of these without asking for it. */
const FIRST = 20_000;
const END = 32_000;

const given = new Set<number>();

/**
 * A port on loopback that is free, and stays so until it is used: it is never given twice by a process, and no
 * connection takes it by chance. Only somebody who asks for just this one may still take it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, END);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch {
    return false;
  }
  await once(server.close(), 'close');
  return true;
}
