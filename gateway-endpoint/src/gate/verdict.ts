import type { IngressReasonCode, ResolvedChannelMessageIngress } from 'openclaw/plugin-sdk/channel-ingress-runtime';
import type { Address } from './address.ts';
import type { GivenCommand } from './command.ts';

/** Why an event starts no turn: a closed set, for the log, for counting and for people who ask "why is it silent?". */
export const SILENCES = {
  'unhandled-event': 'this version ignores events of this type',
  'own-message': 'the bot did this itself',
  'another-bot': 'another bot or app did this (allowBots)',
  'livechat-room': 'it happened in an omnichannel room',
  'encrypted-room': 'the room is end-to-end encrypted: the text cannot be read',
  'edited-by-another': 'somebody else edited the message before it was read, so the words are not its author’s',
  'taken-back': 'the question was deleted while it waited, or no longer calls the bot',
  'taken-in': 'the edit or deletion changed a message that was still waiting, so that message shows it',
  'no-text': 'it contains neither text nor files',
  'already-a-turn': 'the message, or an edit of it, has already started a turn',
  'reaction-not-wanted': 'reactionNotifications does not include it',
  'not-mentioned': 'nobody mentioned the bot (requireMention)',
  'room-not-allowed': 'the room is not open to the bot (rooms)',
  'sender-not-allowed': 'the sender is not on the allow list',
  'direct-disabled': 'direct messages are switched off (dmPolicy)',
  'rooms-disabled': 'rooms are switched off (groupPolicy)',
  'nobody-allowed': 'groupPolicy is allowlist, and the list is empty (groupAllowFrom)',
  'pairing-required': 'the sender is not paired yet (openclaw pairing list rocketchat)',
  'command-not-authorized': 'the sender is not allowed to use this command (commandAllowFrom)',
  'unknown-command': 'it is nearly a command, or one that needs another spelling (commandPrefix)',
  'name-not-accepted': 'the allow list contains a username, and usernames can change hands: list the user id instead',
  'button-expired': 'the button or form is too old, or belongs to another message',
  'already-answered': 'somebody has already answered it, here or elsewhere',
  'not-an-approver': 'the person may not approve (execApprovals.approvers)',
  'too-many-votes': 'the person has chosen as many options of the poll as they may',
  'command-by-control':
    'buttons, lists and forms run only commands that everybody may use, and only OpenClaw itself may ask for approval',
  'answer-not-taken': 'OpenClaw did not accept the answer; the reason is in the log',
  'too-late': 'it came more than 10 minutes late: the agent sees it, but does not answer',
  'room-closed': 'the workspace no longer lets the bot write in the room; the detail says why',
  'dead-letter': 'it could not be handled, and will not be tried again',
  'access-group-unknown': 'the list names an access group that does not exist or cannot be looked up (accessGroups)',
  'refused-by-policy': 'OpenClaw refused it; the reason is in the log',
} as const satisfies Record<string, string>;

export type Silence = keyof typeof SILENCES;

/** What somebody may do here beyond what everybody may who is heard. */
export interface Rights {
  readonly isOperator: boolean;
  readonly isApprover: boolean;
}

export type Verdict =
  | {
      readonly start: true;
      readonly ingress: ResolvedChannelMessageIngress;
      readonly address: Address;
      readonly command: GivenCommand | undefined;
      /**
       * How OpenClaw is to read it. An operator's message may hold commands and settings anywhere. A command that was
       * `granted` is one that everybody may use, or the person who started the run, and is carried out though OpenClaw's lists
       * name others. `words` are never more than that.
       */
      readonly reading: 'operator' | 'granted' | 'words';
      readonly may: Rights;
    }
  | {
      readonly start: false;
      readonly reason: Silence;
      readonly detail?: IngressReasonCode;
      /** Absent where who and where decided alone. */
      readonly address?: Address;
      /** Absent where nobody had to ask. */
      readonly may?: Rights;
    };

/** OpenClaw's reason → ours. What is not listed here is said as `refused-by-policy`, with the original beside it. */
const FROM_POLICY: Partial<Record<IngressReasonCode, Silence>> = {
  route_blocked: 'room-not-allowed',
  route_sender_empty: 'nobody-allowed',
  activation_skipped: 'not-mentioned',
  dm_policy_disabled: 'direct-disabled',
  dm_policy_not_allowlisted: 'sender-not-allowed',
  dm_policy_pairing_required: 'pairing-required',
  event_pairing_not_allowed: 'pairing-required',
  group_policy_disabled: 'rooms-disabled',
  group_policy_empty_allowlist: 'nobody-allowed',
  group_policy_not_allowlisted: 'sender-not-allowed',
  event_unauthorized: 'sender-not-allowed',
  access_group_missing: 'access-group-unknown',
  access_group_unsupported: 'access-group-unknown',
  access_group_failed: 'access-group-unknown',
  control_command_unauthorized: 'command-not-authorized',
  mutable_identifier_disabled: 'name-not-accepted',
  identifier_authentication_too_weak: 'name-not-accepted',
};

export function silenceFor(reason: IngressReasonCode): Silence {
  return FROM_POLICY[reason] ?? 'refused-by-policy';
}
