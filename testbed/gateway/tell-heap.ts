import { writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/**
 * Preloaded into a gateway and into whatever it starts (`heap.ts`): tells on a loopback port how much memory is in use
 * once all garbage is gone. The port stands in a file that is named after the process. Of a gateway it is the thread in
 * which plugins run; OpenClaw's workers have heaps of their own, and come and go.
 */
v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

const server = http.createServer(async (_request, response) => {
  // Objects that only wait to be closed go with the second time.
  for (let times = 0; times < 3; times++) {
    collect();
    await turn();
  }
  response.end(JSON.stringify(process.memoryUsage()));
});

if (isMainThread)
  server.listen(0, '127.0.0.1', () => {
    const folder = process.env['HEAP_PORTS'] ?? '.';
    writeFileSync(path.join(folder, `heap-${process.pid}`), String((server.address() as AddressInfo).port));
  });
server.unref();
