import type { ChannelDoctorLegacyConfigRule } from 'openclaw/plugin-sdk/channel-contract';
import { CHANNEL_ID } from './channel-id.ts';
import { FOREIGN_KEYS, FOREIGN_ROOM_KEYS } from './foreign-keys.ts';

type Section = Readonly<Record<string, unknown>>;

/**
 * Messages of doctor, and of every command that an invalid configuration stops, about keys that are not ours. A rule has
 * one fixed path and one fixed sentence, so those below `accounts` and `rooms` name the key in the sentence.
 */
export const legacyConfigRules: ChannelDoctorLegacyConfigRule[] = [
  ...Object.entries(FOREIGN_KEYS).flatMap(([key, cure]) => [
    { path: ['channels', CHANNEL_ID, key], message: cure },
    inSome('accounts', '<id>', key, cure),
  ]),
  ...Object.entries(FOREIGN_ROOM_KEYS).map(([key, cure]) => inSome('rooms', '<room>', key, cure)),
];

function inSome(parent: string, placeholder: string, key: string, cure: string): ChannelDoctorLegacyConfigRule {
  return {
    path: ['channels', CHANNEL_ID, parent],
    message: `${placeholder}.${key}: ${cure}`,
    match: (entries) => isSection(entries) && Object.values(entries).some((entry) => isSection(entry) && key in entry),
  };
}

const isSection = (value: unknown): value is Section => typeof value === 'object' && value !== null;
