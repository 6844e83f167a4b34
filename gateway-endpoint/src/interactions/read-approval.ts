import type { Meaning } from './meaning.ts';

export type Decision = Extract<Meaning, { does: 'approve' }>['decision'];

/** The words by which OpenClaw's own `/approve` takes a decision. */
const DECISIONS: Readonly<Record<string, Decision>> = {
  allow: 'allow-once',
  once: 'allow-once',
  'allow-once': 'allow-once',
  allowonce: 'allow-once',
  always: 'allow-always',
  'allow-always': 'allow-always',
  allowalways: 'allow-always',
  deny: 'deny',
  reject: 'deny',
  block: 'deny',
};

/**
 * `/approve <id> <decision>`, in either order → which approval is decided, and how.
 *
 * @returns nothing where it does not say both, and no more than both
 */
export function readApproval(command: string): { approvalId: string; decision: Decision } | undefined {
  const [, first = '', second = '', ...rest] = command.trim().split(/\s+/);
  const at = [first, second].map((word) => decisionIn(word));
  const [ofFirst, ofSecond] = at;
  const decision = ofFirst ?? ofSecond;
  const approvalId = bare(ofFirst ? second : first);
  if (!decision || rest.length > 0 || !/^[A-Za-z0-9][\w.:-]{0,199}$/.test(approvalId)) return undefined;
  return { approvalId, decision };
}

function decisionIn(word: string): Decision | undefined {
  const name = bare(word).toLowerCase();
  return Object.hasOwn(DECISIONS, name) ? DECISIONS[name] : undefined;
}

/** It may be copied from a request with the marks of code around it. */
const bare = (word: string): string => word.replace(/^[`*_]+|[`*_.,!]+$/g, '');
