import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const MB = 1_024 * 1_024;

/** In megabytes. */
export interface Memory {
  /** Reachable objects and buffers: what is left when all garbage is collected. */
  readonly inUse: number;
  /** The memory of the process, most of which V8 keeps for later. */
  readonly rss: number;
}

/** Added to the environment of a gateway, lets `memoryOf` ask it. */
export function heapIsTold(folder: string): Record<string, string> {
  const preload = pathToFileURL(path.join(import.meta.dirname, 'tell-heap.ts')).href;
  return { NODE_OPTIONS: `--import=${preload}`, HEAP_PORTS: folder };
}

/** The memory of a process that was started with `heapIsTold`, after it has collected all its garbage. */
export async function memoryOf({ folder, pid }: { folder: string; pid: number }): Promise<Memory> {
  const port = readFileSync(path.join(folder, `heap-${pid}`), 'utf8');
  const usage = (await (await fetch(`http://127.0.0.1:${port}`)).json()) as NodeJS.MemoryUsage;
  // `external` counts array buffers too.
  return { inUse: (usage.heapUsed + usage.external) / MB, rss: usage.rss / MB };
}
