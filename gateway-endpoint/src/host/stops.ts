import type { Session, Sessions } from './session-repair.ts';

/** A stop that takes longer has had its effect, but does not return. */
const STOP_TIMEOUT_MS = 10_000;

/** The stops that OpenClaw is carrying out, by session, for all accounts and rooms of this process. */
const underWay = new Map<string, Set<Promise<void>>>();

/** How many stops this process has carried out, by session. */
const carriedOut = new Map<string, number>();

/**
 * A message that is handed over while a stop ends the running turn may be dropped without a word, neither adopted nor
 * kept (`reply-operation-active` in OpenClaw's log). It has to be handed over again if this number has changed.
 */
export const stopsIn = (sessionKey: string): number => carriedOut.get(sessionKey) ?? 0;

/** Carries out a stop. Later messages of its session wait for its end (`pastStops`). */
export async function stopping<T>(sessionKey: string, work: () => Promise<T>): Promise<T> {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const stops = underWay.get(sessionKey) ?? new Set();
  underWay.set(sessionKey, stops.add(ended));
  carriedOut.set(sessionKey, stopsIn(sessionKey) + 1);
  try {
    return await work();
  } finally {
    resolve();
    stops.delete(ended);
    if (stops.size === 0) underWay.delete(sessionKey);
  }
}

/**
 * Called right before a message is handed over: a stop ends the run, and not the messages that wait.
 *
 * OpenClaw notes when a stop was written, and silently drops all messages from before it (`abortCutoffTimestamp` of the
 * session, src/auto-reply/reply/abort-cutoff.ts). That is meant for its own queue. Our messages wait on our disk, are
 * owed an answer, and may be of another person. It writes the note after it has ended the run, when the next message
 * may be on its way.
 *
 * @returns the number of stops (`stopsIn`) that have left no note. A stop that comes later makes it another one.
 */
export async function pastStops(
  { agentId, sessionKey }: { readonly agentId: string; readonly sessionKey: string },
  sessions: Sessions,
): Promise<number> {
  const at = { agentId, sessionKey, readConsistency: 'latest' as const };
  for (;;) {
    await ends(underWay.get(sessionKey) ?? new Set());
    const stops = stopsIn(sessionKey);
    const session = sessions.getSessionEntry(at);
    if (!session || !hasCutoff(session)) return stops;
    await sessions.patchSessionEntry({ ...at, update: (now) => (hasCutoff(now) ? WITHOUT_CUTOFF : null) });
    if (stopsIn(sessionKey) === stops) return stops;
  }
}

function hasCutoff({ abortCutoffMessageSid, abortCutoffTimestamp }: Session): boolean {
  return abortCutoffMessageSid !== undefined || abortCutoffTimestamp !== undefined;
}

/** As in OpenClaw's own patches; its type does not say that undefined removes. */
const WITHOUT_CUTOFF = {
  abortCutoffMessageSid: undefined,
  abortCutoffTimestamp: undefined,
} as unknown as Partial<Session>;

async function ends(stops: ReadonlySet<Promise<void>>): Promise<void> {
  if (stops.size === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((goOn) => {
    timer = setTimeout(goOn, STOP_TIMEOUT_MS).unref();
  });
  await Promise.race([Promise.all(stops), enough]);
  clearTimeout(timer);
}
