import type { AppFabricationFulfillment } from '@rocket.chat/apps-engine/server/compiler/index.js';

/** Why an archive cannot become an app; the fields are those of the REST answer. */
export class InstallRefusal extends Error {
  readonly status: string;
  readonly messages: string[];
  constructor(status: string, messages: string[]) {
    super(`${status}: ${messages.join('; ')}`);
    this.name = 'InstallRefusal';
    this.status = status;
    this.messages = messages;
  }

  static check(result: AppFabricationFulfillment): void {
    if (result.hasStorageError()) throw new InstallRefusal('storage_error', [result.getStorageError()]);
    if (!result.hasAppUserError()) return;
    // The declared type is `object`; AppManager.add sets a username and a message.
    const { message } = result.getAppUserError() as { message: string };
    throw new InstallRefusal('app_user_error', [message]);
  }
}
