import { readSecret } from '@rocketchat-openclaw/shared';
import { APPROVAL, CLICK_REFUSED } from '../../../gateway-endpoint/src/texts/en/cards.ts';
import { HELP as AGENT_HELP, FAILED, HINTS } from '../../../gateway-endpoint/src/texts/en/people.ts';
import { TARGET } from '../../../gateway-endpoint/src/texts/operators.ts';
import settings from '../../../rc-app/i18n/en.json' with { type: 'json' };
import { HELP, OUTBOX, STATUS } from '../../../rc-app/src/texts/en/admins.ts';
import { AWAY, FORM_EXPIRED, HERE, STAYS } from '../../../rc-app/src/texts/en/people.ts';
import { FAULT } from '../../../rc-app/src/texts/faults.ts';

/** A text of version 0.1.0, and the one that stands instead. */
export interface Row {
  readonly name: string;
  /** Nothing that people read says this. Absent where a sentence was good as it stood. */
  readonly before?: RegExp;
  /** Today's text, by the product's own functions. */
  readonly says: () => string;
  readonly better: string | RegExp;
}

const ASKER = { userId: 'X', commands: '`!status`', hasCode: true };

/** The secret of a code that was cut when it was copied. */
function cutSecret(): string {
  try {
    readSecret('rcoc_AAAA');
    return 'nothing';
  } catch (error) {
    return String(error);
  }
}

export const ROWS: readonly Row[] = [
  {
    name: 'events that wait',
    before: /events? for OpenClaw, the oldest of/,
    says: () => OUTBOX.waiting(3, 4_000),
    better: '📭 3 events are waiting for OpenClaw; the oldest is less than a minute old.',
  },
  {
    name: 'events that are tried again',
    before: /event wait for OpenClaw/,
    says: () => OUTBOX.retried(1),
    better: '1 event is waiting for OpenClaw again.',
  },
  {
    name: 'a pause',
    before: /Nothing leaves/,
    says: () => STATUS.paused,
    better: '⏸️ The app is paused in its settings: nothing is sent to OpenClaw.',
  },
  {
    name: 'a gateway that does not fetch',
    before: /there on the side of OpenClaw|see that its gateway runs/,
    says: () => `${FAULT.notFetched('default')}.`,
    better:
      /^OpenClaw is not fetching events for account "default"\. Check there that the gateway runs, has `transport: "pull"` and can reach this server\. .*If this server can reach the gateway, enter its Gateway URL instead\.$/,
  },
  {
    name: 'a secret that was cut',
    before: /the secret is not whole/,
    says: cutSecret,
    better: /the secret is incomplete or mistyped; paste it again or make a new one/,
  },
  {
    name: 'OpenClaw is away',
    before: /OpenClaw cannot be reached: try again|if that does not help, ask an admin to look/,
    says: () => AWAY.tryAgain,
    better:
      "I can't reach OpenClaw right now. Try again in a minute; if it keeps failing, ask an admin to run `/openclaw status`.",
  },
  {
    name: 'a room that was switched off',
    says: () => HERE.announceOff('alice'),
    better: '@alice switched me off in this room: nothing that is said here leaves the workspace.',
  },
  {
    name: 'pairing',
    before: /I may not answer you|Your code was sent to you before/,
    says: () => HINTS['pairing-required'](ASKER),
    better:
      "I can't answer you yet: the person who runs me has to approve you. Send them the code from our direct messages.",
  },
  {
    name: 'a room for nobody yet',
    before: /I may not answer anybody/,
    says: () => HINTS['nobody-allowed'](ASKER),
    better: "I'm not set up to answer in this room yet. Ask the person who runs me to add you (your user ID: X).",
  },
  {
    name: 'a name in a list',
    before: /I know you by name only/,
    says: () => HINTS['name-not-accepted'](ASKER),
    better: /^I know only your username, and usernames can change hands\./,
  },
  {
    name: 'a command for others',
    before: /You may not use this command/,
    says: () => HINTS['command-not-authorized'](),
    better: 'You are not allowed to use this command. Ask the person who runs me if you need it.',
  },
  {
    name: 'help',
    before: /Everything else that is said to me/,
    says: () => AGENT_HELP('`!status`'),
    better: /Anything else you write to me goes to the agent\.$/,
  },
  {
    name: 'a click by somebody who is no approver',
    before: /You may not approve|my operator has named/,
    says: () => [...new Set([CLICK_REFUSED['not-an-approver'](), APPROVAL.approversOnly])].join('\n'),
    better: 'Only an approver can decide this.',
  },
  {
    name: 'buttons that expired',
    before: /This is not open any ?more/,
    says: () => CLICK_REFUSED['button-expired'](),
    better: 'These buttons have expired. Ask me again if you still need this.',
  },
  {
    name: 'a form that expired',
    before: /This form is not open|Ask again, and a new one comes/,
    says: () => FORM_EXPIRED,
    better: 'This form has expired. Click the button again for a new one.',
  },
  {
    name: 'an overloaded model',
    before: /What I think with/,
    says: () => FAILED.overloaded('1a2b3c'),
    better: /^The AI model is overloaded right now/,
  },
  {
    name: 'too many requests',
    before: /I am being asked too much/,
    says: () => FAILED.tooMany('1a2b3c'),
    better: /^I'm getting too many requests right now/,
  },
  {
    name: 'a turn that took too long',
    before: /This took me too long/,
    says: () => FAILED.tookTooLong('1a2b3c'),
    better: /^That took too long, so I stopped/,
  },
  {
    name: 'a conversation that became too long',
    before: /begin a new one with the command/,
    says: () => FAILED.tooLong('1a2b3c', '!new'),
    better: /Please start a new one with `!new`\.$/,
  },
  {
    name: 'no answer',
    before: /I have not come up with/,
    says: () => FAILED.noAnswer('1a2b3c'),
    better: /^I couldn't come up with an answer/,
  },
  {
    name: 'a command that is not the agent’s',
    before: /This is not for the agent/,
    says: () => STAYS['not-addressed'],
    better: "This command is not one of the agent's; see `/openclaw help`.",
  },
  {
    name: 'help for admins',
    before: /could not be told to OpenClaw/,
    says: () => HELP.lines.find((line) => line.includes('/openclaw failed')) ?? '',
    better: /events that could not be delivered to OpenClaw, and why/,
  },
  {
    name: 'a target that does not exist',
    before: /is not known in this workspace|may see is called/,
    says: () => TARGET.unknown('nobody', []),
    better: 'There is no room or person "nobody" that the bot can see, and nothing with a similar name.',
  },
  {
    name: 'the setting for a pause',
    before: /Pause: nothing leaves/,
    says: () => settings.paused,
    better: 'Pause: send nothing to OpenClaw',
  },
  {
    name: 'what the pause does',
    before: /While this is on, nothing leaves/,
    says: () => settings.paused_description,
    better: /nothing is sent; messages waiting are kept\.$/,
  },
  {
    name: 'the setting for what is sent',
    before: /What leaves this workspace/,
    says: () => `${settings.section_egress} ▸ ${settings.egress_scope}`,
    better: 'Privacy ▸ What is sent to OpenClaw',
  },
  {
    name: 'the gateway’s address',
    before: /Where this server reaches the OpenClaw gateway|empty where it cannot/,
    says: () => settings.gateway_url_description,
    better:
      /^The address at which this server reaches the OpenClaw gateway, e\.g\. \S+ Leave empty if it cannot: OpenClaw then fetches events \(`transport: "pull"`\)\./,
  },
  {
    name: 'the connection code',
    before: /where this server (?:is to|can) reach it/,
    says: () => settings.connection_code_description,
    better: /It contains the account, the secret and, unless OpenClaw fetches, its address\./,
  },
];
