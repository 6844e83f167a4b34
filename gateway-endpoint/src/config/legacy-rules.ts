import type { ChannelDoctorLegacyConfigRule } from 'openclaw/plugin-sdk/channel-contract';
import { CHANNEL_ID } from './channel-id.ts';
import { FOREIGN_KEYS, FOREIGN_ROOM_KEYS } from './foreign-keys.ts';

/** Other plugins describe a connection there; here it is a word. */
const THEIR_TRANSPORT = 'here it is "push" or "pull"; remove the object';

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
  { path: ['channels', CHANNEL_ID, 'transport'], message: THEIR_TRANSPORT, match: (value) => isSection(value) },
  inEach('accounts', `<id>.transport: ${THEIR_TRANSPORT}`, (entry) => isSection(entry['transport'])),
  ...Object.entries(FOREIGN_ROOM_KEYS).map(([key, cure]) => inSome('rooms', '<room>', key, cure)),
];

function inSome(parent: string, placeholder: string, key: string, cure: string): ChannelDoctorLegacyConfigRule {
  return inEach(parent, `${placeholder}.${key}: ${cure}`, (entry) => key in entry);
}

function inEach(parent: string, message: string, match: (entry: Section) => boolean): ChannelDoctorLegacyConfigRule {
  return {
    path: ['channels', CHANNEL_ID, parent],
    message,
    match: (entries) => isSection(entries) && Object.values(entries).some((entry) => isSection(entry) && match(entry)),
  };
}

const isSection = (value: unknown): value is Section => typeof value === 'object' && value !== null;
