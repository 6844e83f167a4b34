import type { Workspace } from '../workspace/workspace.ts';
import type { Decision } from './page/contract.ts';

export interface EgressWatch {
  /** By message id, oldest first; of the last messages that the app decided about. */
  decisions(): Readonly<Record<string, readonly Decision[]>>;
  stop(): void;
}

const LINE = /\begress (\S+) (leaves|stays): (\S+)/;
const KEPT = 400;

/** The app writes one line for each message that it lets out or keeps; nobody else knows what stayed. */
export function watchEgress(workspace: Pick<Workspace, 'tapLogs'>): EgressWatch {
  const noted = new Map<string, Decision[]>();
  const stop = workspace.tapLogs((line) => {
    const [, id, verb, why] = LINE.exec(line) ?? [];
    if (!id || !why) return;
    const before = noted.get(id) ?? [];
    noted.delete(id);
    noted.set(id, withoutRepeat(before, { leaves: verb === 'leaves', why }));
    const [oldest] = noted.keys();
    if (noted.size > KEPT && oldest !== undefined) noted.delete(oldest);
  });
  return { decisions: () => Object.fromEntries(noted), stop };
}

/** A message is decided about again with each edit and reaction; only what is new is worth a second look. */
function withoutRepeat(before: readonly Decision[], decision: Decision): Decision[] {
  const isKnown = before.some(({ leaves, why }) => leaves === decision.leaves && why === decision.why);
  return isKnown ? [...before] : [...before, decision];
}
