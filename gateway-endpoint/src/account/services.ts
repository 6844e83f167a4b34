import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { saveMediaStream } from 'openclaw/plugin-sdk/media-store';
import { openAnswered } from '../admit/answered.ts';
import { openTurnJournal } from '../admit/turn-journal.ts';
import { openTellPerson } from '../app-client/tell-person.ts';
import { oneAtATime } from '../files/one-at-a-time.ts';
import { openHints } from '../gate/hint.ts';
import { openOutcomes } from '../gate/outcomes.ts';
import { isTested } from '../host/tested-versions.ts';
import { openTranscripts, type ReadTranscript } from '../host/transcript.ts';
import type { Logbook } from '../logbook/logbook.ts';
import { machine } from '../machine.ts';
import { openPairing } from '../pairing/pairing.ts';
import { openPresence } from '../reply/presence/presence.ts';
import { LIVE_PREVIEWS } from '../reply/streaming/open-previews.ts';
import { isNew } from '../turn/history/is-new.ts';
import { openLateMail } from '../turn/notice/late-mail.ts';
import type { AccountServices } from '../turn/services.ts';
import { openWaiting } from '../turn/waiting.ts';
import type { AccountScope } from './account-scope.ts';
import { openGreeting } from './greet.ts';
import { writingIn } from './workspace.ts';
import type { WorkspaceAccess } from './workspace-access.ts';

/** The services of one account, open but without a timer yet. */
export interface OpenedServices {
  readonly services: AccountServices;
  readonly greetAgain: () => void;
  /** Starts the timers and the greeting. */
  start(): void;
}

export function openServices(scope: AccountScope, access: WorkspaceAccess): OpenedServices {
  const { account, presentNow, runtime, store, untilStopped, stack, log } = scope;
  const { client, sender, threads, roomNames, interactions } = access;
  const { accountId } = account;
  const { clock, stopwatch, newId, every, pause, timeout } = machine;
  const { signal } = stack;
  const writing = writingIn(account);
  const language = () => writing.language;

  const answered = openAnswered({ store, clock });
  const turnJournal = openTurnJournal({ store, processId: machine.processId, signal, clock, log });
  const pairing = stack.open(
    'the pairing',
    () => openPairing({ runtime, accountId, sender, language, store, clock, every, signal, log }),
    (each) => untilStopped(each.stop()),
  );
  const presence = stack.open(
    'the previews',
    () =>
      openPresence({
        ...machine,
        clock: stopwatch,
        store,
        live: LIVE_PREVIEWS,
        client,
        writing,
        wrote: threads.wrote,
        signal,
        log,
      }),
    (each) => untilStopped(each.stop()),
  );
  const timeZone = () => timeZoneIn(presentNow().cfg);
  const lateMail = stack.open(
    'the late lines',
    () => openLateMail({ store, sender, timeZone, language, clock, every, signal, log }),
    (each) => untilStopped(each.stop()),
  );
  const greeting = greetingOf(scope, access);
  const tellPerson = openTellPerson(client, writing, timeout);
  return {
    services: {
      presentNow,
      runtime,
      client,
      sender,
      presence,
      waiting: openWaiting({ presence, tellPerson, pause, signal, log }),
      answered,
      turnJournal,
      threads,
      roomNames,
      interactions,
      writingIn,
      lateMail,
      isNew,
      transcriptOf: transcriptsOf(scope),
      challenge: pairing.challenge,
      isHeard: pairing.isHeard,
      hint: openHints({ tell: tellPerson, clock: stopwatch, log }),
      tellPerson,
      recordOutcome: openOutcomes(access.counters, log, toldAll(access)),
      checkGreeting: greeting.check,
      // A file is read while it is saved, so this ensures that only one is in memory.
      save: oneAtATime(saveMediaStream),
      clock,
      newId,
      pause,
      log,
    },
    greetAgain: greeting.again,
    start() {
      lateMail.start();
      pairing.start();
      greeting.start();
      presence.start();
      interactions.pollCounts.start();
    },
  };
}

/** The logbook for the outcomes of events, of which OpenClaw's diagnostics learn as well. */
function toldAll({ logbook, diagnostics }: WorkspaceAccess): Pick<Logbook, 'note' | 'answered'> {
  return {
    answered: logbook.answered,
    note(entry) {
      logbook.note(entry);
      diagnostics.processed(entry);
    },
  };
}

function greetingOf(
  { account, presentNow, runtime, stack, log }: AccountScope,
  { client, home, onHello }: WorkspaceAccess,
) {
  return stack.open(
    'the greeting',
    () =>
      openGreeting({
        accountId: account.accountId,
        client,
        config: { current: runtime.config.current, policyIn: () => presentNow().account.policy },
        onHello: (app) => {
          onHello(app);
          home.answered(app);
        },
        ...machine,
        signal: stack.signal,
        log,
      }),
    (each) => each.stop(),
  );
}

/** The time zone of the agent's people, if the operator has set one. */
function timeZoneIn({ agents }: OpenClawConfig): string {
  return agents?.defaults?.userTimezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Of a version of OpenClaw that we have not tested with we do not know what its transcripts mean. */
function transcriptsOf({ runtime, presentNow }: AccountScope): ReadTranscript {
  if (!isTested(runtime.version)) return () => [];
  return openTranscripts({ getSessionEntry: runtime.agent.session.getSessionEntry, config: () => presentNow().cfg });
}
