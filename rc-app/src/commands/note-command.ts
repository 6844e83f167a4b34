import { type Command, type CommandAnswer, type CommandType, Refusal } from '@rocketchat-openclaw/shared';
import { clock, stopwatch } from '../machine.ts';
import type { Deliveries } from '../memory/deliveries.ts';
import type { Noted } from '../memory/delivery-rows.ts';
import { EVERY_FEW_SECONDS } from './carry-out.ts';

/** They come so often that they would push out all others. */
const UNNOTED: ReadonlySet<CommandType> = new Set([...EVERY_FEW_SECONDS, 'filePart']);

/** Carries a command out, and notes what became of it. A refusal is noted by its code: its words may be a person's. */
export async function noting(
  command: Command,
  deliveries: Deliveries,
  carryOut: () => Promise<CommandAnswer>,
): Promise<CommandAnswer> {
  if (UNNOTED.has(command.command)) return carryOut();
  const from = stopwatch();
  const note = (outcome: Noted['outcome'], why?: string) =>
    deliveries.note({
      way: 'in',
      id: command.key,
      at: clock(),
      kind: command.command,
      ...('roomId' in command && { roomId: command.roomId }),
      outcome,
      ...(why !== undefined && { why }),
      ms: Math.round(stopwatch() - from),
    });
  try {
    const answer = await carryOut();
    if (answer.ok) note('done');
    else note('refused', answer.error.reason ?? answer.error.code);
    return answer;
  } catch (error) {
    note('failed', error instanceof Refusal ? error.code : 'not-ready');
    throw error;
  }
}
