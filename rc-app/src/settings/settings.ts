import type { ISetting } from '@rocket.chat/apps-engine/definition/settings/ISetting';
import { SettingType } from '@rocket.chat/apps-engine/definition/settings/SettingType';

/** Ids of the settings panel. They are stored by the server: renaming one loses what an admin entered. */
export const SETTING = {
  connectionCode: 'connection_code',
  gatewayUrl: 'gateway_url',
  accountId: 'account_id',
  sharedSecret: 'shared_secret',
  previousSharedSecret: 'previous_shared_secret',
  egressScope: 'egress_scope',
  rooms: 'rooms',
  paused: 'paused',
} as const;

/** Settings whose values must never be logged, nor stay in the settings. */
const SECRETS: readonly string[] = [SETTING.connectionCode, SETTING.sharedSecret, SETTING.previousSharedSecret];

export const isSecret = (id: string): boolean => SECRETS.includes(id);

function setting(id: string, section: string, rest: Partial<ISetting> = {}): ISetting {
  return {
    id,
    type: isSecret(id) ? SettingType.PASSWORD : SettingType.STRING,
    packageValue: '',
    // Never enforced by the engine (it compares with the string 'undefined'), so nothing here relies on it.
    required: false,
    public: false,
    section,
    i18nLabel: id,
    i18nDescription: `${id}_description`,
    ...rest,
  };
}

const SCOPES = ['addressed', 'rooms'].map((key) => ({ key, i18nLabel: `egress_scope_${key}` }));

export const SETTINGS: readonly ISetting[] = [
  setting(SETTING.connectionCode, 'section_connection'),
  setting(SETTING.egressScope, 'section_egress', {
    type: SettingType.SELECT,
    values: SCOPES,
    packageValue: 'addressed',
  }),
  setting(SETTING.rooms, 'section_egress'),
  setting(SETTING.paused, 'section_egress', { type: SettingType.BOOLEAN, packageValue: false }),
  setting(SETTING.gatewayUrl, 'section_by_hand'),
  setting(SETTING.accountId, 'section_by_hand', { packageValue: 'default' }),
  setting(SETTING.sharedSecret, 'section_by_hand'),
  setting(SETTING.previousSharedSecret, 'section_by_hand'),
];
