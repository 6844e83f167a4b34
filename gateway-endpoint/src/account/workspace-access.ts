import { type AppHello, NAMES_TAKEN, UPLOAD_SHA256 } from '@rocketchat-openclaw/shared';
import type { AppPath } from '../app-client/app-path.ts';
import { ofNewestStart } from '../app-client/newest-start.ts';
import { noted } from '../app-client/noted.ts';
import { openTakenNames } from '../app-client/taken-names.ts';
import { openWayToApp, type WayToApp, watched } from '../app-client/way-to-app.ts';
import { writtenFirst } from '../app-client/written-first.ts';
import { type Offers, openOffers } from '../files/offers.ts';
import { openCounters } from '../gate/counters.ts';
import { openRoomNames } from '../gate/room-names.ts';
import { openThreads, type Threads } from '../gate/threads.ts';
import { openInteractions } from '../interactions/interactions.ts';
import { type Logbook, openLogbook } from '../logbook/logbook.ts';
import { machine } from '../machine.ts';
import { openCuts } from '../reply/cuts.ts';
import type { AccountScope } from './account-scope.ts';
import { type Diagnostics, openDiagnostics } from './diagnostics.ts';
import { type Home, openHome } from './home.ts';
import type { Running } from './running.ts';
import { openClient, openWorkspace, pathOf, writingIn } from './workspace.ts';

/** The calls to the workspace of an account, and the memory of what was posted there. */
export interface WorkspaceAccess
  extends Pick<Running, 'client' | 'sender' | 'interactions' | 'counters' | 'roomNames'> {
  readonly appPath: AppPath;
  readonly way: WayToApp;
  readonly home: Home;
  readonly threads: Threads;
  readonly offers: Offers;
  readonly logbook: Logbook;
  readonly diagnostics: Diagnostics;
  /** The app has said hello. */
  readonly onHello: (app: AppHello) => void;
  /** The entry of this account in `running`. */
  readonly self: Running;
}

export function openWorkspaceAccess({
  account,
  presentNow,
  runtime,
  store,
  stack,
  log,
}: AccountScope): WorkspaceAccess {
  const { accountId } = account;
  const { clock, stopwatch, newId, every } = machine;
  const logbook = stack.open(
    'the logbook',
    () => openLogbook({ store, clock, every, log }),
    (each) => each.stop(),
  );
  const threads = openThreads({ store, clock, log });
  const cuts = openCuts({ store, clock, log });
  const appPath = pathOf(account, (use) => use(store), true);
  const way = openWayToApp(clock, logbook);
  const home = openHome(accountId, () => !way.state().fault, clock);
  const own = noted(watched(openClient(account, appPath), way), { logbook, stopwatch, log });
  const client = writtenFirst(ofNewestStart(accountId, own), store.synced);
  const writing = writingIn(account);
  const interactions = stack.open(
    'the cards',
    () => openInteractions({ store, client, writing, ...machine, signal: stack.signal, log }),
    (each) => each.pollCounts.stop(),
  );
  const understands = (feature: string) =>
    self.app ? (self.app.features ?? []).includes(feature) : appPath.isPrivate();
  const offers = openOffers({ accountId, ...machine, clock: stopwatch });
  const files = {
    offers,
    inParts: account.transport === 'pull',
    takesSha256: () => understands(UPLOAD_SHA256),
    maxBytes: () => presentNow().account.reading.mediaMaxBytes,
    log,
  };
  const { controls } = interactions;
  const workspace = openWorkspace(account, { client, wrote: threads.wrote, cuts, controls, files });
  const counters = openCounters();
  const roomNames = openRoomNames({ client, newId, log });
  const self: Running = {
    hostVersion: runtime.version,
    ...workspace,
    names: openTakenNames({ client, isKnown: () => understands(NAMES_TAKEN), ...machine }),
    counters,
    roomNames,
    interactions,
    held: undefined,
    heardAt: undefined,
    way: way.state,
    app: undefined,
    fetching: undefined,
    stranger: home.stranger,
  };
  const onHello = (app: AppHello) => {
    self.app = app;
    const { heardAt = 0 } = self;
    const { fault } = app.way ?? {};
    if (fault && fault.since > heardAt) logbook.failed('in', fault.why, fault.since);
  };
  const diagnostics = openDiagnostics({ store, clock, signal: stack.signal });
  const memory = { logbook, diagnostics, counters, threads };
  return { ...workspace, ...memory, appPath, way, home, offers, interactions, roomNames, onHello, self };
}
