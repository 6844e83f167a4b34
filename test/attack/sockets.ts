import net from 'node:net';

/** How a server answers bytes that are no proper request. */
export type Outcome = { readonly statuses: readonly number[]; readonly closed: boolean };

/** Sends pieces one after the other and listens until the server closes, or has said nothing for `patienceMs`. */
export function sendRaw(url: URL, pieces: readonly (string | Uint8Array)[], patienceMs = 3_000): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const socket = connectTo(url);
  const chunks: Buffer[] = [];
  const end = (closed: boolean) => {
    socket.destroy();
    resolve({ statuses: statusesIn(chunks), closed });
  };
  socket.setTimeout(patienceMs, () => end(false));
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => end(true));
  socket.on('close', () => end(true));
  void (async () => {
    for (const piece of pieces) {
      if (socket.destroyed) return;
      await new Promise<void>((sent) => void socket.write(piece, () => sent()));
    }
  })();
  return promise;
}

/** Sends a beginning at once and then a byte per second, until the server closes or patience ends. */
export async function drip(url: URL, beginning: string, patienceMs: number): Promise<Outcome & { seconds: number }> {
  const started = performance.now();
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const socket = connectTo(url);
  const chunks: Buffer[] = [];
  const timer = setInterval(() => void socket.write('x'), 1_000);
  const patience = setTimeout(() => end(false), patienceMs);
  const end = (closed: boolean) => {
    clearInterval(timer);
    clearTimeout(patience);
    socket.destroy();
    resolve({ statuses: statusesIn(chunks), closed });
  };
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => end(true));
  socket.on('close', () => end(true));
  socket.write(beginning);
  return { ...(await promise), seconds: (performance.now() - started) / 1_000 };
}

function statusesIn(chunks: readonly Buffer[]): number[] {
  const text = Buffer.concat(chunks).toString('latin1');
  return [...text.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].map(([, status]) => Number(status));
}

/** Connections that stay open and say next to nothing, until they are let go. */
export function hold(url: URL, count: number, beginning: string): { release(): void; open(): number } {
  const sockets = Array.from({ length: count }, () => {
    const socket = connectTo(url);
    socket.on('error', () => undefined);
    socket.write(beginning);
    return socket;
  });
  return {
    open: () => sockets.filter((socket) => !socket.destroyed).length,
    release: () => sockets.forEach((socket) => void socket.destroy()),
  };
}

/**
 * From an address of its own: after a hundred failures in a minute a visitor gets 429, and others at this address, as the
 * next suite, must not. Linux alone has as many loopback addresses as one likes.
 */
function connectTo({ hostname, port }: URL): net.Socket {
  const own = process.platform === 'linux' ? { localAddress: '127.251.0.1' } : {};
  return net.connect({ host: hostname, port: Number(port), ...own });
}
