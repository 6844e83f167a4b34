import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Received, readPrompt } from './prompt.ts';

/** Where an OpenAI-compatible model is: the scripted one below, or a real one. */
export interface ModelAccess {
  /** Up to and including `/v1`. */
  readonly url: string;
  readonly key: string;
  readonly model: string;
}

/** The model's answer to one request. */
export type Say =
  | string
  | Speech
  /** The provider fails. */
  | { readonly status: number };

export interface Speech {
  readonly text?: string;
  /** The text is streamed in this many pieces… */
  readonly pieces?: number;
  /** …with this pause before each. */
  readonly pauseMs?: number;
  /** Called when its first piece goes out. */
  readonly begun?: () => void;
  /** Nothing is said before the model has been asked something with these words. */
  readonly until?: string;
  /** Tools that it calls after the text; what they return comes with the next request. */
  readonly calls?: readonly { readonly tool: string; readonly arguments: Record<string, unknown> }[];
  /** The connection breaks after the text. */
  readonly breaks?: boolean;
}

export type Script = (received: Received, count: number) => Say | Promise<Say>;

export interface ModelOptions {
  readonly script?: Script;
}

export interface Model extends ModelAccess {
  /** Every request so far, oldest first. */
  readonly requests: readonly Received[];
  /** From now on answers by this script. */
  script(script: Script): void;
  stop(): Promise<void>;
}

const MODEL = 'scripted';

/** Repeats what it was asked since its last answer, in the same words every time. */
export const repeat: Script = ({ sender, room, mentioned, texts }) =>
  `${sender} said in ${room}${mentioned ? ', mentioning me' : ''}: ${texts.join('\n')}`;

/** A model on loopback with scripted answers, which it streams as OpenAI's chat completions do. */
export async function startModel({ script = repeat }: ModelOptions = {}): Promise<Model> {
  const requests: Received[] = [];
  let current = script;

  const server = createServer((req, res) => {
    respond(req, res).catch((error: unknown) => {
      if (!res.headersSent) res.writeHead(500);
      res.end(JSON.stringify({ error: { message: String(error) } }));
    });
  });

  async function respond(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (req.url?.endsWith('/models')) return sendJson(res, { object: 'list', data: [{ id: MODEL, object: 'model' }] });
    const received = readPrompt(await json(req));
    requests.push(received);
    const say = await current(received, requests.length);
    if (typeof say === 'object' && 'status' in say) {
      res.writeHead(say.status, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ error: { message: `scripted ${say.status}` } }));
      return;
    }
    const speech = typeof say === 'string' ? { text: say } : say;
    while (speech.until && !isAsked(speech.until) && !res.destroyed) await sleep(50);
    if (res.destroyed) return;
    await stream(res, speech, requests.length);
  }

  const isAsked = (words: string) => requests.some(({ text }) => text.includes(words));

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    key: 'local',
    model: MODEL,
    requests,
    script: (next) => {
      current = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function stream(res: ServerResponse, speech: Speech, count: number): Promise<void> {
  // The client may hang up in the middle, as OpenClaw does when a turn is stopped.
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const chunk = (delta: object, finish: string | null = null) =>
    event(res, { ...frame(count), choices: [{ index: 0, delta, finish_reason: finish }] });

  const { text = '', pieces = 4, pauseMs = 0, calls = [], breaks = false, begun } = speech;
  chunk({ role: 'assistant', content: '' });
  for (const [at, piece] of split(text, pieces).entries()) {
    if (pauseMs > 0) await sleep(pauseMs, undefined, { signal: gone.signal }).catch(() => undefined);
    if (res.destroyed) return;
    if (at === 0) begun?.();
    chunk({ content: piece });
  }
  if (breaks) {
    res.destroy();
    return;
  }
  for (const [index, { tool, arguments: given }] of calls.entries()) {
    const call = { name: tool, arguments: JSON.stringify(given) };
    chunk({ tool_calls: [{ index, id: `call_${count}_${index}`, type: 'function', function: call }] });
  }
  chunk({}, calls.length > 0 ? 'tool_calls' : 'stop');
  event(res, { ...frame(count), choices: [], usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } });
  res.end('data: [DONE]\n\n');
}

function frame(count: number) {
  return { id: `chatcmpl-${count}`, object: 'chat.completion.chunk', created: 0, model: MODEL };
}

function split(text: string, pieces: number): string[] {
  const size = Math.max(1, Math.ceil(text.length / pieces));
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}

function event(res: ServerResponse, data: object): void {
  res.write(`data: ${JSON.stringify(data)}\n\n`);
}

function sendJson(res: ServerResponse, data: object): void {
  res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(data));
}
