import { join } from 'node:path';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import { saveMediaStream } from 'openclaw/plugin-sdk/media-store';
import { openBegun } from '../admit/begun.ts';
import { openTurns } from '../admit/turns.ts';
import { openTellPerson } from '../app-client/tell-person.ts';
import { oneAtATime } from '../files/one-at-a-time.ts';
import { openFates } from '../gate/fates.ts';
import { openHints } from '../gate/hint.ts';
import { world } from '../machine.ts';
import { openPairing } from '../pairing/pairing.ts';
import { openPresence } from '../reply/signs/presence.ts';
import type { Desk } from '../turn/desk.ts';
import { isNew } from '../turn/history/is-new.ts';
import { openLateMail } from '../turn/notice/late-mail.ts';
import { openGreeting } from './greet.ts';
import type { Here } from './here.ts';
import type { WaysOut } from './ways-out.ts';
import { writingIn } from './workspace.ts';

/** The services that events need while they are handled. */
export interface Services {
  readonly desk: Desk;
  /** Starts the timers and the greeting. */
  start(): void;
}

export function openServices(here: Here, ways: WaysOut): Services {
  const { account, accountIn, runtime, folder, life, log } = here;
  const { client, sender, threads, roomNames, interactions } = ways;
  const { accountId } = account;
  const { clock, stopwatch, newId, every, timeout } = world;
  const { signal } = life;
  const writing = writingIn(account);
  const fileOf = (what: string) => join(folder, `${what}-${accountId}.sqlite`);

  const turns = life.open(
    'the turns',
    () => openTurns({ path: fileOf('turns'), clock }),
    (each) => each.close(),
  );
  const begun = life.open(
    'the turns that have begun',
    () => openBegun({ path: fileOf('begun'), processId: world.processId, clock, log }),
    (each) => each.close(),
  );
  const pairing = life.open(
    'the pairing',
    () => openPairing({ runtime, accountId, sender, folder, clock, every, signal, log }),
    (each) => each.stop().finally(each.close),
  );
  const presence = life.open(
    'the previews',
    () =>
      openPresence({
        ...world,
        clock: stopwatch,
        path: fileOf('previews'),
        client,
        writing,
        wrote: threads.wrote,
        log,
      }),
    (each) => each.stop(),
  );
  const timeZone = () => timeZoneIn(runtime.config.current() as OpenClawConfig);
  const lateMail = life.open(
    'the late lines',
    () => openLateMail({ path: fileOf('late'), sender, timeZone, clock, every, signal, log }),
    (each) => each.stop().finally(each.close),
  );
  const greeting = life.open(
    'the greeting',
    () =>
      openGreeting({
        accountId,
        client,
        config: { current: runtime.config.current, policyIn: (config) => accountIn(config).policy },
        onHello: (app) => {
          ways.self.app = app;
        },
        ...world,
        signal,
        log,
      }),
    (each) => each.stop(),
  );

  const tellPerson = openTellPerson(client, writing, timeout);
  return {
    desk: {
      accountId,
      runtime,
      client,
      sender,
      presence,
      turns,
      begun,
      threads,
      roomNames,
      interactions,
      writingIn,
      lateMail,
      isNew,
      challenge: pairing.challenge,
      isHeard: pairing.isHeard,
      hint: openHints({ tell: tellPerson, clock: stopwatch, log }),
      tellPerson,
      tellFate: openFates(ways.counters, log),
      checkGreeting: greeting.check,
      // A file is read while it is saved, so this is what keeps two of them apart.
      save: oneAtATime(saveMediaStream),
      clock,
      newId,
      log,
    },
    start() {
      lateMail.start();
      pairing.start();
      greeting.start();
      presence.start();
      interactions.board.start();
    },
  };
}

/** The time zone of the agent's people, if the operator has set one. */
function timeZoneIn({ agents }: OpenClawConfig): string {
  return agents?.defaults?.userTimezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
