/** The steps of a message on its way, and of the answer on its way back. */
export type Step = 'said' | 'pushed' | 'answered' | 'unreachable' | 'typing' | 'asked' | 'replied' | 'warned';

export interface Hop {
  readonly step: Step;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The event, in words for the drawer of the page. */
  readonly detail: string;
  readonly room?: string;
  /** The message that was said, pushed or posted. */
  readonly messageId?: string;
  /** Of the gateway's answer. */
  readonly status?: number;
}

const NAMES: Partial<Record<Step, string>> = {
  said: 'said',
  pushed: 'app pushed',
  answered: 'gateway acknowledged',
  typing: 'typing',
  asked: 'agent asked the model',
  replied: 'reply posted',
};

/** `trace: said 0 ms → app pushed 12 ms → …`: the first of each step, in the order of time. */
export function formatTrace(hops: readonly Hop[]): string {
  const start = hops.find(({ step }) => step === 'said')?.at ?? hops[0]?.at ?? 0;
  const firsts = new Map<string, number>();
  for (const { step, at, status } of inTime(hops)) {
    const name = step === 'answered' && status !== 202 ? `gateway answered ${status}` : NAMES[step];
    if (name && at >= start && !firsts.has(name)) firsts.set(name, at - start);
  }
  if (firsts.size === 0) return 'trace: nothing was said';
  return `trace: ${[...firsts].map(([name, ms]) => `${name} ${Math.round(ms)} ms`).join(' → ')}`;
}

/** Why no reply came, as far as the last hop tells. */
export function explainSilence(hops: readonly Hop[]): string {
  const last = (step: Step) => inTime(hops).findLast((hop) => hop.step === step);
  if (last('replied')) return 'a reply was posted, but elsewhere';
  if (last('asked')) return 'the agent asked the model, and no reply was posted';
  const answered = last('answered');
  if (answered?.status === 202) return 'the app pushed and the gateway acknowledged, but it started no turn';
  if (answered) return `the app pushed and the gateway answered ${answered.status}`;
  const unreachable = last('unreachable');
  if (unreachable) return `the app pushed, but the gateway could not be reached: ${unreachable.detail}`;
  if (last('pushed')) return 'the app pushed and the gateway did not answer';
  return 'the app pushed nothing';
}

export function inTime(hops: readonly Hop[]): Hop[] {
  return [...hops].sort((a, b) => a.at - b.at);
}
