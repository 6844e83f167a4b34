import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';
import { SETTLED, type Session } from './session-repair.ts';
import { isTested } from './tested-versions.ts';

/**
 * Called before a message is handed over: lets a session go on that OpenClaw has given up.
 *
 * Three starts may not bring OpenClaw to go on with an interrupted turn. Then it ends the turn, says so in the room, and
 * refuses every later message of the session until a person begins a new one (`mainRestartRecovery.tombstone`,
 * src/agents/main-session-recovery). That keeps a turn that brings the gateway down from being resumed for ever. The
 * turn stays ended. A message that comes later is no such turn, and would fail without a reason that its author can read.
 *
 * @returns whether OpenClaw had given it up
 */
export async function takeUpAgain(
  where: { readonly agentId: string; readonly sessionKey: string },
  { version, agent: { session: sessions } }: Pick<PluginRuntime, 'version' | 'agent'>,
): Promise<boolean> {
  if (!isTested(version)) return false;
  const at = { ...where, readConsistency: 'latest' as const };
  const found = sessions.getSessionEntry(at);
  if (!found || !isGivenUp(found)) return false;
  await sessions.patchSessionEntry({ ...at, update: (now) => (isGivenUp(now) ? TAKEN_UP : null) });
  return true;
}

/** A field of OpenClaw's own, which the types of its SDK leave out. */
interface Kept {
  readonly mainRestartRecovery?: { readonly tombstone?: object };
}

const isGivenUp = (session: Session): boolean => (session as Kept).mainRestartRecovery?.tombstone !== undefined;

/** As in OpenClaw's own patches; its type does not say that undefined removes. */
const TAKEN_UP = { ...SETTLED, mainRestartRecovery: undefined } as unknown as Partial<Session>;
