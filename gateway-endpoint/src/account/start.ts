import { join } from 'node:path';
import { deriveKeyRing, eventRoute, NAMES_TAKEN, openReplayWindow, UPLOAD_SHA256 } from '@rocketchat-openclaw/shared';
import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import type { ChannelPlugin } from 'openclaw/plugin-sdk/channel-core';
import { waitUntilAbort } from 'openclaw/plugin-sdk/channel-outbound';
import { saveMediaStream } from 'openclaw/plugin-sdk/media-store';
import { openBegun } from '../admit/begun.ts';
import { openInbox } from '../admit/inbox.ts';
import { openTurns } from '../admit/turns.ts';
import { FEATURES } from '../app-client/features.ts';
import { ofNewestStart } from '../app-client/newest-start.ts';
import { openTakenNames } from '../app-client/taken-names.ts';
import { openTellPerson } from '../app-client/tell-person.ts';
import { type Account, linkOf, resolveAccount } from '../config/account.ts';
import { CHANNEL_ID } from '../config/channel-id.ts';
import { openOffers } from '../files/offers.ts';
import { oneAtATime } from '../files/one-at-a-time.ts';
import { openCounters } from '../gate/counters.ts';
import { openFates } from '../gate/fates.ts';
import { openHints } from '../gate/hint.ts';
import { openRoomNames } from '../gate/room-names.ts';
import { openThreads, threadsFile } from '../gate/threads.ts';
import { cleanLog } from '../host/clean-log.ts';
import { getRuntime } from '../host/runtime.ts';
import { openInteractions } from '../interactions/interactions.ts';
import { interactionsFile } from '../interactions/on-occasion.ts';
import { takeRequests } from '../interactions/take-requests.ts';
import { world } from '../machine.ts';
import { openPairing } from '../pairing/pairing.ts';
import { openDoor } from '../receive/door.ts';
import { openGuard } from '../receive/guard.ts';
import { logRefusals } from '../receive/log-refusals.ts';
import { openCuts } from '../reply/cuts.ts';
import { openPresence } from '../reply/signs/presence.ts';
import { keepTidy } from '../store/tidy-folder.ts';
import type { Desk } from '../turn/desk.ts';
import { handle } from '../turn/handle.ts';
import { isNew } from '../turn/history/is-new.ts';
import { holdSession } from '../turn/in-session.ts';
import { interrupts } from '../turn/interrupts.ts';
import { openLateMail } from '../turn/notice/late-mail.ts';
import { openTellDead } from '../turn/notice/tell-dead.ts';
import { RECOVERY_PATIENCE_MS, untilRecovered } from '../turn/recover.ts';
import { turnLaneOf } from '../turn/turn-lane.ts';
import { urgencyOf } from '../turn/urgency.ts';
import { openEntrances, untilWritable } from './entrances.ts';
import { openGreeting } from './greet.ts';
import { gatewayHello } from './hello.ts';
import { type Running, running } from './running.ts';
import { openClient, openWorkspace, pathOf, writingIn } from './workspace.ts';

type StartAccount = NonNullable<NonNullable<ChannelPlugin<Account>['gateway']>['startAccount']>;

/** Opens one account: its way out, its inbox, its door; and closes them in the reverse order when it is stopped. */
export const startAccount: StartAccount = async ({ account, cfg, abortSignal, log: sink, setStatus, ...host }) => {
  const { accountId, webhookPath } = account;
  const { secrets } = linkOf(account);
  const runtime = getRuntime();
  const { clock, stopwatch, newId, every, timeout } = world;
  const log = cleanLog(sink);

  const stateDir = runtime.state.resolveStateDir(process.env);
  const folder = join(stateDir, 'plugins', CHANNEL_ID);
  const sayStuck = (lastError: string) => setStatus({ accountId, running: false, connected: false, lastError });
  if (!(await untilWritable({ account, cfg, folder, signal: abortSignal, sayStuck, log }))) return;
  const stopTidying = keepTidy(folder, every);
  const threads = openThreads({ path: threadsFile(folder, accountId), clock, log });
  const cuts = openCuts({ path: join(folder, `cuts-${accountId}.sqlite`), clock, log });
  const accountIn = (config: object) => resolveAccount(config as OpenClawConfig, accountId);
  const accountNow = () => accountIn(runtime.config.current());
  const offers = openOffers({ accountId, ...world, clock: stopwatch });
  const appPath = pathOf(account, true);
  const client = ofNewestStart(accountId, openClient(account, appPath));
  const interactions = openInteractions({
    path: interactionsFile(accountId),
    client,
    writing: writingIn(account),
    ...world,
    signal: abortSignal,
    log,
  });
  const understands = (feature: string) =>
    self.app ? (self.app.features ?? []).includes(feature) : appPath.isPrivate();
  const files = {
    offers,
    inParts: account.transport === 'pull',
    takesSha256: () => understands(UPLOAD_SHA256),
    maxBytes: () => accountNow().reading.mediaMaxBytes,
    log,
  };
  const { controls } = interactions;
  const workspace = openWorkspace(account, { client, wrote: threads.wrote, cuts, controls, files });
  const { sender } = workspace;
  const counters = openCounters();
  const roomNames = openRoomNames({ client, newId, log });
  const self: Running = {
    ...workspace,
    names: openTakenNames({ client, isKnown: () => understands(NAMES_TAKEN), ...world }),
    counters,
    roomNames,
    interactions,
    held: undefined,
    app: undefined,
    fetching: undefined,
  };
  const pairing = openPairing({ runtime, accountId, sender, folder, clock, every, signal: abortSignal, log });
  const tellPerson = openTellPerson(client, writingIn(account), timeout);
  const hint = openHints({ tell: tellPerson, clock: stopwatch, log });
  const greeting = openGreeting({
    accountId,
    client,
    config: { current: runtime.config.current, policyIn: (config) => accountIn(config).policy },
    onHello: (app) => {
      self.app = app;
    },
    ...world,
    signal: abortSignal,
    log,
  });
  const turns = openTurns({ path: join(folder, `turns-${accountId}.sqlite`), clock });
  const begun = openBegun({ path: join(folder, `begun-${accountId}.sqlite`), processId: world.processId, clock, log });
  const presence = openPresence({
    ...world,
    clock: stopwatch,
    path: join(folder, `previews-${accountId}.sqlite`),
    client,
    writing: writingIn(account),
    wrote: threads.wrote,
    log,
  });
  const lateMail = openLateMail({
    path: join(folder, `late-${accountId}.sqlite`),
    sender,
    timeZone: () => timeZoneIn(runtime.config.current() as OpenClawConfig),
    clock,
    every,
    log,
  });
  const memory = { turns, begun, threads, roomNames, isNew };
  const tellFate = openFates(counters, log);
  const { challenge, isHeard } = pairing;
  const telling = { tellFate, lateMail, hint, tellPerson, challenge, isHeard, checkGreeting: greeting.check };
  // A file is read while it is saved, so this is what keeps two of them apart.
  const save = oneAtATime(saveMediaStream);
  const desk: Desk = {
    accountId,
    runtime,
    client,
    sender,
    ...memory,
    ...telling,
    presence,
    writingIn,
    interactions,
    save,
    clock,
    newId,
    log,
  };
  const dead = openTellDead({ tellPerson, tellFate, log });
  const inbox = openInbox({
    accountId,
    stateDir,
    deliver: dead.watching((item, claim) => handle(item, claim, desk)),
    urgencyOf: (item) => urgencyOf(item, accountNow().policy.commandPrefix),
    interrupts: (item) => interrupts(item, accountNow().policy.commandPrefix, interactions.cards),
    turnLaneOf: (item) => turnLaneOf(item, accountNow(), roomNames.idOf),
    onTakenIn: (id) => tellFate({ id }, { silence: 'taken-in' }),
    onDead: dead.tell,
    clock,
    token: newId,
    pause: world.pause,
    log,
    abortSignal,
  });
  self.held = inbox.held;

  const guard = openGuard();
  const refusals = logRefusals({ counters, folder, every, log });
  const keys = await deriveKeyRing(secrets, 'event', accountId);
  const door = openDoor({
    path: webhookPath,
    route: eventRoute(accountId),
    keys,
    guard,
    offers,
    replay: openReplayWindow(),
    inbox: {
      ...inbox,
      async admit(items) {
        const admissions = await inbox.admit(items);
        if (items.length === 0) return admissions;
        counters.stuck(undefined);
        counters.full(undefined);
        return admissions;
      },
    },
    clock,
    wantsHello: appPath.isWanted,
    hello: ({ features }) => ({
      ...gatewayHello(accountId, accountNow().policy, clock()),
      // 0.1.0 takes a hello with a field that it does not know for none of ours.
      ...(features && { features: FEATURES }),
    }),
    onHello: ({ hello }) => {
      self.app = hello;
      appPath.told(hello);
      log.info(`app ${hello.appVersion} at ${hello.siteUrl} says hello; bot @${hello.bot.username}`);
    },
    onRefusal: refusals.onRefusal,
  });

  const entrances = openEntrances({ account, cfg, door, client, log });
  self.fetching = entrances.fetching;

  const recovery = {
    sessions: runtime.agent.session,
    accountId,
    client,
    sender,
    alsoInRoom: () => accountNow().threading.alsoInRoom,
    stopwatch,
    pause: world.pause,
    signal: abortSignal,
    log,
  };
  for (const turn of begun.interrupted()) {
    const recovered = () => untilRecovered(turn, recovery).then(() => begun.end(turn.eventId));
    inbox.hold(turn.lane, () => holdSession(turn.sessionKey, recovered, RECOVERY_PATIENCE_MS), RECOVERY_PATIENCE_MS);
  }
  inbox.start();
  lateMail.start();
  pairing.start();
  greeting.start();
  presence.start();
  interactions.board.start();
  running.set(accountId, self);
  takeRequests(accountId, host.channelRuntime, abortSignal);
  void interactions.endRequestsBefore(world.startedAt);
  entrances.open();
  setStatus({ accountId, running: true, connected: true, lifecycle: 'ready', webhookPath });
  const fetched = entrances.fetching ? 'fetched, and ' : '';
  log.info(`events for account ${accountId} are ${fetched}taken at ${webhookPath}/events with key ${keys.current.kid}`);

  await waitUntilAbort(abortSignal, async () => {
    await entrances.close();
    offers.shut();
    interactions.board.stop();
    await Promise.all([inbox.stop(), pairing.stop(), greeting.stop(), presence.stop(), lateMail.stop()]);
    lateMail.close();
    pairing.close();
    turns.close();
    begun.close();
    threads.close();
    cuts.close();
    interactions.close();
    guard.dispose();
    refusals.stop();
    stopTidying();
    running.delete(accountId);
    setStatus({ accountId, running: false, connected: false, lifecycle: 'stopped' });
  });
};

/** The time zone of the agent's people, if the operator has set one. */
function timeZoneIn({ agents }: OpenClawConfig): string {
  return agents?.defaults?.userTimezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
