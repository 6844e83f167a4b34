export type LicenceName = 'community' | 'starter';

export interface Licence {
  readonly allowsPrivateApps: boolean;
}

/**
 * Since Rocket.Chat 7.0 the community edition takes the upload of a private app and does not let it be enabled
 * (ee/app/license/server/canEnableApp.ts, RocketChat/Rocket.Chat#33399); Starter and above do.
 */
export function licenceOf(name: LicenceName): Licence {
  return { allowsPrivateApps: name !== 'community' };
}
