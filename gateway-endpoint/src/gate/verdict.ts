import type { IngressReasonCode, ResolvedChannelMessageIngress } from 'openclaw/plugin-sdk/channel-ingress-runtime';
import type { SILENCES } from '../texts/silences.ts';
import type { Address } from './address.ts';
import type { GivenCommand } from './command.ts';

/** The reasons for which an event starts no turn: a closed set. */
export type Silence = keyof typeof SILENCES;

/** A person's rights here, beyond those of everybody who may talk. */
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
       * How OpenClaw is to read it. An operator's message may contain commands and settings anywhere. A `granted`
       * command is one that everybody may use, or the person who started the run, and is carried out although
       * OpenClaw's lists name others. `words` are never read as a command.
       */
      readonly reading: 'operator' | 'granted' | 'words';
      readonly may: Rights;
    }
  | {
      readonly start: false;
      readonly reason: Silence;
      readonly detail?: IngressReasonCode;
      /** Absent if person and room decided alone. */
      readonly address?: Address;
      /** Absent if OpenClaw's policy was not asked. */
      readonly may?: Rights;
    };

/** OpenClaw's reason → ours. Any other one is `refused-by-policy`, with the original beside it. */
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
