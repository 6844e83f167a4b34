import { STATUS } from '../../../rc-app/src/texts/en/admins.ts';
import { DEAD, FAULT, LACKS, NOT_CONNECTED, STARTED_AGAIN } from '../../../rc-app/src/texts/faults.ts';
import type { Lines } from './lines.ts';

const DOOR = 'https://openclaw.example.com/rocketchat/default/events';
const MINUTES_7 = 7 * 60_000;

/** The faults that the app names, with the symptom of docs/troubleshooting.md under which each stands. */
export const APP_LINES: Lines = {
  'not-connected': [NOT_CONNECTED.neverConnected, NOT_CONNECTED.noSecret, NOT_CONNECTED.badGatewayUrl],
  unreachable: [
    FAULT.noRequest(DOOR),
    FAULT.unreachable(DOOR, 'the HTTP bridge failed'),
    FAULT.unreachable(DOOR, 'connect ECONNREFUSED 127.0.0.1:18789'),
    FAULT.unreachable(DOOR, 'connect ECONNREFUSED ::1:18789'),
    FAULT.unreachable(DOOR, 'certificate has expired'),
    FAULT.unreachable(DOOR, 'self-signed certificate'),
    FAULT.unreachable(DOOR, 'getaddrinfo ENOTFOUND openclaw.example.com'),
    FAULT.unreachable(DOOR, 'write EPROTO'),
  ],
  foreign: [
    FAULT.answeredByAnother(DOOR, 200),
    FAULT.tooLargeForProxy(DOOR),
    FAULT.proxyFailed(DOOR, 502),
    FAULT.answered(DOOR, 429),
    FAULT.notAGateway(DOOR),
    FAULT.noVerdict('event-1'),
  ],
  secret: [FAULT.otherSecret(DOOR, 'k-1a2b3c')],
  'half-changed': [STATUS.previousKey('k-1a2b3c'), STATUS.notTaken('…')],
  clock: [
    FAULT.clockIsAhead(DOOR, MINUTES_7),
    FAULT.clockIsBehind(DOOR, MINUTES_7),
    STATUS.clockIsAhead(MINUTES_7),
    STATUS.clockIsBehind(MINUTES_7),
  ],
  'one-way': [STATUS.oneWay('…'), STATUS.neverCame('default')],
  'other-version': [FAULT.otherVersion(DOOR)],
  'no-account': [FAULT.noAccount(DOOR, 'default')],
  'not-fetched': [FAULT.notFetched('default'), FAULT.notFetchedFor('default', 1), FAULT.notFetchedFor('default', 7)],
  full: [FAULT.isFull(DOOR), FAULT.isStarting(DOOR)],
  'given-up': [DEAD.refused('bad-request'), DEAD.waitedADay(FAULT.unreachable(DOOR, 'the HTTP bridge failed'))],
  silent: [STATUS.paused, STATUS.disagreement('#ops'), STATUS.noPath],
  permission: [STATUS.lacks(LACKS('room.read')), LACKS('persistence')],
  'started-again': [STARTED_AGAIN],
};

/** Every fault of these catalogues has to stand in the page. */
export const APP_CATALOGUES = { FAULT, NOT_CONNECTED, DEAD };
