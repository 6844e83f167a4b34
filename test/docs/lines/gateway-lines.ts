import { TESTED_VERSIONS } from '../../../gateway-endpoint/src/host/tested-versions.ts';
import {
  ACCOUNT_FAULT,
  COMMAND_FAULT,
  DISK_FAULT,
  NO_APP,
  NOT_TAKEN,
  OTHER_WORKSPACE,
  STORE_FAULT,
  STORE_FILE,
} from '../../../gateway-endpoint/src/texts/faults.ts';
import { LEFT_TO_OPENCLAW } from '../../../gateway-endpoint/src/texts/operators.ts';
import { EGRESS, ISSUE, SHARED_TALK } from '../../../gateway-endpoint/src/texts/status.ts';
import type { Lines } from './lines.ts';

const WORKSPACE = 'https://chat.example.com';
const ROOT = 'channels.rocketchat';
const FOLDER = '~/.openclaw/plugins/rocketchat';
const FILE = `${FOLDER}/account-default.sqlite`;
const OLD_FILE = `${FOLDER}/ingress-default.sqlite`;
const AHEAD = '7 minutes ahead of';
const FULL = '25000 events wait';

/** The faults that the gateway names, with the symptom of docs/troubleshooting.md under which each stands. */
export const GATEWAY_LINES: Lines = {
  'not-configured': [
    ACCOUNT_FAULT.notConfigured,
    ACCOUNT_FAULT.noBaseUrl(`${ROOT}.baseUrl`),
    ACCOUNT_FAULT.noSecret,
    ACCOUNT_FAULT.unreadableSecret(`${ROOT}.sharedSecret`),
    ACCOUNT_FAULT.badSecret(`${ROOT}.sharedSecret`, '…'),
    ACCOUNT_FAULT.badId('^[a-z]…$'),
    ACCOUNT_FAULT.ambiguousId('work'),
  ],
  'no-app': [
    COMMAND_FAULT.unreachable(WORKSPACE, 'timeout'),
    COMMAND_FAULT.redirects(WORKSPACE),
    COMMAND_FAULT.unreachable(WORKSPACE, 'CERT_HAS_EXPIRED'),
    COMMAND_FAULT.unreachable(WORKSPACE, 'ENOTFOUND'),
    COMMAND_FAULT.notReady,
    COMMAND_FAULT.serverFailed,
    COMMAND_FAULT.proxyFailed,
    COMMAND_FAULT.notOurs('hello'),
    COMMAND_FAULT.notTaken,
    COMMAND_FAULT.tooMany,
    COMMAND_FAULT.tooLarge,
    COMMAND_FAULT.noReason,
    NO_APP.push(WORKSPACE),
    NO_APP.pull(WORKSPACE, `${ROOT}.appPath`),
  ],
  'gateway-secret': [COMMAND_FAULT.otherSecret('k-1a2b3c', 'default')],
  'gateway-clock': [COMMAND_FAULT.clock(AHEAD), ISSUE.clock(AHEAD)],
  'other-workspace': [
    ISSUE.stranger('https://chat2.example.com'),
    OTHER_WORKSPACE('default', 'https://chat.example.com'),
  ],
  undelivered: [ISSUE.undelivered('2026-11-30T10:00:00.000Z', '…')],
  'fetching-fails': [ISSUE.notFetched('2026-11-30T10:00:00.000Z', COMMAND_FAULT.serverFailed)],
  'gateway-full': [ISSUE.full(FULL), NOT_TAKEN.full(FULL)],
  disk: [ISSUE.stuck(DISK_FAULT.full), NOT_TAKEN.stuck(DISK_FAULT.readOnly, FOLDER), ...Object.values(DISK_FAULT)],
  store: [
    STORE_FAULT.newer(FILE, 3, 2),
    STORE_FAULT.older(FILE),
    STORE_FAULT.inUse(FILE, STORE_FILE.own),
    STORE_FAULT.closed(FILE, STORE_FILE.own),
    STORE_FAULT.damaged(FILE, '…'),
    STORE_FAULT.inUse(OLD_FILE, STORE_FILE.old),
    STORE_FAULT.unreadable(OLD_FILE),
    STORE_FAULT.foreign(OLD_FILE, '…'),
    STORE_FAULT.unfit(OLD_FILE, '…'),
    STORE_FAULT.incomplete('turns', 2),
    STORE_FAULT.notRemoved(OLD_FILE, '…'),
    STORE_FAULT.notTakenOver('default'),
  ],
  restored: [STORE_FAULT.mayBeAnswered],
  'gateway-silent': [EGRESS.paused, EGRESS.onlyAddressed('#ops'), EGRESS.notListed('#ops')],
  untested: [ISSUE.untested('2026.10.1', TESTED_VERSIONS.join(', ')), LEFT_TO_OPENCLAW(2, '2026.10.1')],
  'shared-talk': [SHARED_TALK.message(SHARED_TALK.dmScopeIsMain), SHARED_TALK.message(SHARED_TALK.scopeIsGlobal)],
};

/** Every fault of these catalogues has to stand in the page. */
export const GATEWAY_CATALOGUES = { ACCOUNT_FAULT, COMMAND_FAULT, NO_APP, NOT_TAKEN, STORE_FAULT };
