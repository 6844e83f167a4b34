import type { Admitted } from '../admit/admitted.ts';
import { type Inbox, openInbox } from '../admit/inbox.ts';
import { isTested } from '../host/tested-versions.ts';
import { machine } from '../machine.ts';
import { LEFT_TO_OPENCLAW } from '../texts/operators.ts';
import { handle } from '../turn/handle.ts';
import { interrupts } from '../turn/interrupts.ts';
import { aloneInLine } from '../turn/line.ts';
import { lookAtAmended, lookAtWaiting } from '../turn/look-at-waiting.ts';
import { openTellDead } from '../turn/notice/tell-dead.ts';
import { leaveRestored, settleIdle, untilRecovered, whileOpenClawRecovers } from '../turn/recover.ts';
import type { AccountServices } from '../turn/services.ts';
import { turnLaneOf } from '../turn/turn-lane.ts';
import { urgencyOf } from '../turn/urgency.ts';
import { spoken } from '../turn/words-for.ts';
import type { AccountScope } from './account-scope.ts';
import type { WorkspaceAccess } from './workspace-access.ts';

/** Opens the inbox, in which events wait for `handle`. */
export function openAccountInbox(
  scope: AccountScope,
  { roomNames, interactions, diagnostics, self }: WorkspaceAccess,
  services: AccountServices,
): Inbox {
  const { account, presentNow, store, untilStopped, keptFor, stack, log } = scope;
  const { clock, newId, pause } = machine;
  const { recordOutcome, tellPerson } = services;
  const dead = openTellDead({ tellPerson, recordOutcome, log });
  const said = (item: Admitted) => spoken(item, self.app?.language);
  const deliver = dead.watching(async (item, claim, present) => {
    try {
      await keptFor(handle(item, claim, { ...services, present }));
    } catch (error) {
      diagnostics.failed(item.event, error);
      throw error;
    }
  });
  const inbox = stack.open(
    'the inbox',
    () =>
      openInbox({
        accountId: account.accountId,
        store,
        presentNow,
        deliver: (item, ...how) => deliver(said(item), ...how),
        urgencyOf: (item) => urgencyOf(item, presentNow().account.policy.commandPrefix),
        interrupts: (item, { account: { policy } }) => interrupts(item, policy.commandPrefix, interactions.cards),
        turnLaneOf: (item, present) => turnLaneOf(item, present.account, roomNames.idOf),
        onWaits: (item) => {
          lookAtWaiting(said(item), { ...services, present: presentNow() }).catch((error: unknown) =>
            log.warn(`event ${item.event.id}: no sign that it waits: ${String(error)}`),
          );
        },
        onAmended: (amending) => {
          lookAtAmended(amending, { ...services, present: presentNow() }).catch((error: unknown) =>
            log.warn(`event ${amending.after.event.id}: no sign that it waits again: ${String(error)}`),
          );
        },
        onTakenIn: (id) => recordOutcome({ id }, { silence: 'taken-in' }),
        onDead(id, why) {
          services.waiting.ends(id);
          dead.tell(id, why);
        },
        clock,
        token: newId,
        pause,
        log,
        abortSignal: stack.signal,
      }),
    (each) => untilStopped(each.stop()),
  );
  self.held = inbox.held;
  return inbox;
}

/** A session that was left running for longer is nobody's concern any longer. */
const RESUMED_WITHIN_MS = 24 * 60 * 60_000;

/** Rooms whose turns an earlier process has left open wait until these turns are answered. */
export function holdInterrupted(
  scope: AccountScope,
  access: WorkspaceAccess,
  { turnJournal, transcriptOf, answered }: Pick<AccountServices, 'turnJournal' | 'transcriptOf' | 'answered'>,
  inbox: Pick<Inbox, 'hold'>,
): void {
  const { account, presentNow, runtime, stack, log } = scope;
  const { client, sender } = access;
  const { clock, stopwatch, pause } = machine;
  const recovery = {
    sessions: runtime.agent.session,
    transcriptOf,
    accountId: account.accountId,
    client,
    sender,
    alsoInRoom: () => presentNow().account.threading.alsoInRoom,
    stopwatch,
    pause,
    signal: stack.signal,
    log,
  };
  const interrupted = turnJournal.takeInterrupted();
  const knows = isTested(runtime.version);
  if (!knows && interrupted.length > 0) log.warn(LEFT_TO_OPENCLAW(interrupted.length, runtime.version));
  const open = new Set(interrupted.map(({ sessionKey }) => sessionKey));
  const others = answered.sessionsSince(clock() - RESUMED_WITHIN_MS).filter((sessionKey) => !open.has(sessionKey));
  settleIdle(knows ? others : [], recovery).catch((error: unknown) =>
    log.warn(`OpenClaw may go on where all is answered: ${String(error)}`),
  );
  for (const turn of interrupted) {
    const recover = !knows ? whileOpenClawRecovers : turn.isRestored ? leaveRestored : untilRecovered;
    const recovered = () => recover(turn, recovery).then(() => turnJournal.end(turn.eventId));
    inbox.hold(turn.lane, () => aloneInLine(turn.sessionKey, recovered));
  }
}
