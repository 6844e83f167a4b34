import { parseArgs } from 'node:util';

export const PEOPLE = ['alice', 'bob', 'carol'] as const;
export type Person = (typeof PEOPLE)[number];

/** One exchange without a browser. */
export interface OnceOptions {
  readonly as: Person;
  /** `@user`, `#room` or a room id. */
  readonly to: string;
  readonly say: string;
  readonly threadId: string | undefined;
  readonly timeoutMs: number;
}

export type Asked =
  | { readonly mode: 'help' }
  | { readonly mode: 'page'; readonly port: number }
  | { readonly mode: 'once'; readonly once: OnceOptions };

/** An OpenAI-compatible model in place of the scripted one. */
export interface RealModel {
  readonly url: string;
  readonly key: string;
  readonly model: string;
}

/** A mistake on the command line, in one sentence for the person who made it. */
export class UsageFault extends Error {}

export const USAGE = `npm start                        a workspace, a gateway and a chat page, until Ctrl-C
npm start -- --port 8080         the same, with the page on this port
npm start -- --once --say TEXT   one exchange without a browser: prints the reply and its trace
    --as NAME        alice (admin), bob or carol           [bob]
    --to ROOM        @user, #room or a room id             [@openclaw.bot]
    --thread ID      say it in the thread of this message
    --timeout SECS   how long to wait for the reply        [60]

PLAYGROUND_MODEL_URL, PLAYGROUND_MODEL_KEY and PLAYGROUND_MODEL put a real OpenAI-compatible model in place of the
scripted one, which repeats what it received and shows what an agent can do: say "help" to it.`;

const OPTIONS = {
  help: { type: 'boolean', short: 'h', default: false },
  port: { type: 'string' },
  once: { type: 'boolean', default: false },
  as: { type: 'string' },
  to: { type: 'string' },
  say: { type: 'string' },
  thread: { type: 'string' },
  timeout: { type: 'string' },
} as const;

/** @throws UsageFault */
export function readArguments(args: readonly string[]): Asked {
  const values = parse(args);
  if (values.help) return { mode: 'help' };
  const forOnce = (['as', 'to', 'say', 'thread', 'timeout'] as const).filter((name) => values[name] !== undefined);
  if (!values.once) {
    if (forOnce.length > 0) throw new UsageFault(`--${forOnce[0]} needs --once`);
    return { mode: 'page', port: readNumber('port', values.port ?? '0', 0, 65_535) };
  }
  if (values.port !== undefined) throw new UsageFault('--port is for the page, and --once shows none');
  if (!values.say?.trim()) throw new UsageFault('--once needs --say "what to say"');
  const to = values.to ?? '@openclaw.bot';
  if (!/^([@#].)|^[^@#]/.test(to)) throw new UsageFault('--to is @user, #room or a room id');
  return {
    mode: 'once',
    once: {
      as: readPerson(values.as ?? 'bob'),
      to,
      say: values.say,
      threadId: values.thread,
      timeoutMs: readNumber('timeout', values.timeout ?? '60', 1, 3_600) * 1_000,
    },
  };
}

/** @throws UsageFault when only a part of it is set */
export function readRealModel(env: Readonly<Record<string, string | undefined>>): RealModel | undefined {
  const url = env['PLAYGROUND_MODEL_URL'];
  const model = env['PLAYGROUND_MODEL'];
  const key = env['PLAYGROUND_MODEL_KEY'];
  if (!url && !model && !key) return undefined;
  if (!url || !model) {
    throw new UsageFault(
      `a real model needs PLAYGROUND_MODEL_URL and PLAYGROUND_MODEL; ${url ? 'the second' : 'the first'} is not set`,
    );
  }
  if (!URL.canParse(url)) throw new UsageFault('PLAYGROUND_MODEL_URL is no address such as http://127.0.0.1:11434/v1');
  // A model on one's own machine asks for no key, and OpenClaw wants one all the same.
  return { url, model, key: key || 'none' };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new UsageFault(sentence);
  }
}

function readPerson(name: string): Person {
  const person = PEOPLE.find((each) => each === name);
  if (!person) throw new UsageFault(`--as is one of ${PEOPLE.join(', ')}, not ${JSON.stringify(name)}`);
  return person;
}

function readNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UsageFault(`--${name} is a number from ${least} to ${most}, not ${JSON.stringify(text)}`);
}
