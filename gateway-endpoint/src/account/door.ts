import { type AppHello, eventRoute, type KeyRing, openReplayWindow, type Way } from '@rocketchat-openclaw/shared';
import type { Inbox } from '../admit/inbox.ts';
import { FEATURES } from '../app-client/features.ts';
import { machine } from '../machine.ts';
import { openDoor } from '../receive/door.ts';
import { openGuard } from '../receive/guard.ts';
import { logRefusals } from '../receive/log-refusals.ts';
import { ISSUE } from '../texts/status.ts';
import type { AccountScope } from './account-scope.ts';
import { gatewayHello } from './hello.ts';
import type { WorkspaceAccess } from './workspace-access.ts';

/** The door of this account. Neither a route nor fetching uses it yet. */
export function openAccountDoor(
  scope: AccountScope,
  access: WorkspaceAccess,
  inbox: Inbox,
  keys: KeyRing,
  greetAgain: () => void,
): ReturnType<typeof openDoor> {
  const { account, presentNow, folder, stack, log } = scope;
  const { accountId, webhookPath } = account;
  const { counters, appPath, way, home, offers, logbook, diagnostics, self } = access;
  const { clock, every } = machine;
  const guard = stack.open('the guard', openGuard, (each) => each.dispose());
  const refusals = stack.open(
    'the refusals',
    () => logRefusals({ counters, folder, every, log }),
    (each) => each.stop(),
  );
  stack.open(
    'the files on offer',
    () => offers,
    (each) => each.shut(),
  );
  /** Our calls failed. The app is there, and this shows whether they still do. */
  const tryAgain = () => {
    if (way.state().fault) greetAgain();
  };
  const wayFor = (app: AppHello): Way => {
    const fault = home.faultFor(app);
    return fault ? { fault } : way.told();
  };
  return openDoor({
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
        // Also a delivery of nothing but a hello: it was signed by the app.
        self.heardAt = clock();
        logbook.came('in');
        for (const [index, { event }] of items.entries()) {
          if (admissions[index] === 'accepted') diagnostics.received(event);
        }
        if (items.length === 0) return admissions;
        tryAgain();
        counters.stuck(undefined);
        counters.full(undefined);
        return admissions;
      },
    },
    clock,
    wantsHello: () => appPath.isWanted() || way.isNews(),
    hello: (app) => ({
      ...gatewayHello(accountId, presentNow().account.policy, clock()),
      // 0.1.0 rejects a hello with an unknown field.
      ...(app.features && { features: FEATURES, way: wayFor(app) }),
    }),
    onHello: ({ hello }) => {
      if (home.isStranger(hello)) {
        log.warn(`an app at ${hello.siteUrl} says hello: ${ISSUE.stranger(hello.siteUrl)}`);
        // The address of our own workspace may have changed: then the answer says so.
        return greetAgain();
      }
      access.onHello(hello);
      appPath.told(hello);
      tryAgain();
      log.info(`app ${hello.appVersion} at ${hello.siteUrl} says hello; bot @${hello.bot.username}`);
    },
    onRefusal: refusals.onRefusal,
  });
}
