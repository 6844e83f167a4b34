import { setTimeout as sleep } from 'node:timers/promises';
import { ClientError } from '../workspace/client/session.ts';
import type { MessageRecord } from '../workspace/store/records.ts';
import type { OnceOptions } from './arguments.ts';
import type { Playground } from './playground.ts';
import { explainSilence, formatTrace, type Hop } from './trace.ts';

export type Exchange =
  | { readonly answered: true; readonly reply: string; readonly trace: string }
  | { readonly answered: false; readonly why: string; readonly trace: string };

/** After the last message or edit of the bot, this long a silence means that it has said all. */
const QUIET_MS = 400;
const POLL_MS = 20;

/** Says one thing as a person would and waits for the answer in the same room or thread. */
export async function exchangeOnce(
  playground: Playground,
  { as, to, say, threadId, timeoutMs }: OnceOptions,
): Promise<Exchange> {
  const { workspace, bot, hops } = playground;
  const replies = new Map<string, MessageRecord>();
  let typing = false;
  let last = 0;
  // Subscribed before anything is said: an answer can come before the request that said it is over.
  const heard: MessageRecord[] = [];
  const unsubscribe = workspace.stream.subscribe((event) => {
    if (event.type === 'typing' && event.user === bot) typing = event.on;
    // A preview gives way to the answer.
    if (event.type === 'message-deleted') replies.delete(event.messageId);
    if (event.type !== 'message' || event.message.u.username !== bot || event.message.t) return;
    heard.push(event.message);
    last = Date.now();
  });
  try {
    const said = await workspace.client(as).say(to, say, threadId === undefined ? {} : { threadId });
    const deadline = Date.now() + timeoutMs;
    const isDone = () => replies.size > 0 && !typing && Date.now() - last > QUIET_MS;
    while (!isDone() && Date.now() < deadline) {
      for (const message of heard.splice(0)) if (answers(message, said)) replies.set(message._id, message);
      await sleep(POLL_MS);
    }
    const seen = hopsAfter(hops.list(), said);
    if (replies.size > 0) {
      const reply = [...replies.values()].map(({ msg }) => msg).join('\n\n');
      return { answered: true, reply, trace: formatTrace(seen) };
    }
    const hint = mentions(said, bot) || to.startsWith('@') ? '' : `; the text does not mention @${bot}`;
    const why = `no reply within ${timeoutMs / 1_000} s: ${explainSilence(seen)}${hint}`;
    return { answered: false, why, trace: formatTrace(seen) };
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return { answered: false, why: `${as} cannot say it to ${to}: ${error.message}`, trace: formatTrace([]) };
  } finally {
    unsubscribe();
  }
}

/** In the room, in the thread, or in a thread under what was said. */
function answers(message: MessageRecord, said: MessageRecord): boolean {
  if (message.rid !== said.rid) return false;
  if (said.tmid !== undefined) return message.tmid === said.tmid;
  return message.tmid === undefined || message.tmid === said._id;
}

/** Only what belongs to this message: what was pushed about others is another story. */
function hopsAfter(hops: readonly Hop[], said: MessageRecord): Hop[] {
  const isOurs = ({ step, room, messageId }: Hop) => {
    if (step === 'said' || step === 'pushed' || step === 'answered' || step === 'unreachable')
      return messageId === said._id;
    return room === undefined || room === said.rid;
  };
  return hops.filter((hop) => hop.at >= said.ts.getTime() && isOurs(hop));
}

function mentions({ mentions: named = [] }: MessageRecord, bot: string): boolean {
  return named.some(({ username }) => username === bot);
}
