import { describe, expect, test } from 'vitest';
import { maySayNothing, silenceAllowed } from '../../../gateway-endpoint/src/turn/may-say-nothing.ts';

type Facts = Parameters<typeof maySayNothing>[0];

interface Wanted {
  readonly kind?: 'direct' | 'channel';
  readonly requireMention?: boolean;
  readonly isFromControl?: boolean;
  readonly wasMentioned?: boolean;
  readonly wasMeant?: boolean;
  readonly command?: object;
  readonly group?: 'allow' | 'disallow';
}

/** A message that does not address the agent, in a room in which it hears all, unless the options say otherwise. */
function heard({ kind = 'channel', requireMention = false, isFromControl = false, ...more }: Wanted = {}): Facts {
  const { wasMentioned = false, wasMeant = false, command, group } = more;
  return {
    cfg: group ? { agents: { defaults: { silentReply: { group } } } } : {},
    conversation: { kind },
    isFromControl,
    rule: { requireMention },
    verdict: { address: { wasMentioned }, command, ingress: { activationAccess: { effectiveWasMentioned: wasMeant } } },
  } as unknown as Facts;
}

describe('the agent may stay silent', () => {
  test.each<[string, Wanted, boolean]>([
    ['where it hears all', {}, true],
    ['where the operator says so', { group: 'allow' }, true],
    ['not where the operator wants an answer', { group: 'disallow' }, false],
    ['not in a room in which it was called', { requireMention: true }, false],
    ['not to a person alone', { kind: 'direct' }, false],
    ['not to a mention', { wasMentioned: true }, false],
    ['not to a reply in its thread', { wasMeant: true }, false],
    ['not to a command', { command: {} }, false],
    ['not to a click', { isFromControl: true }, false],
  ])('%s', (_, wanted, expected) => {
    expect(maySayNothing(heard(wanted))).toBe(expected);
  });
});

describe('OpenClaw takes silence for an answer', () => {
  test.each<[string, Wanted, boolean]>([
    ['where the agent hears all', {}, true],
    ['also to a mention there, so that the prompt stays the same', { wasMentioned: true }, true],
    ['not in other rooms', { requireMention: true }, false],
    ['not to a command', { command: {} }, false],
    ['as the operator says, where they do', { group: 'allow' }, false],
  ])('%s', (_, wanted, expected) => {
    expect('replyResolver' in silenceAllowed(heard(wanted))).toBe(expected);
  });
});
