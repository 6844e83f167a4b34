import type { Server } from '../server.ts';
import type { MessageRecord, UserRecord } from '../store/records.ts';
import { ServerRefusal } from './refusal.ts';

type Content = Partial<Pick<MessageRecord, 'msg' | 'alias' | 'avatar' | 'emoji' | 'customFields'>>;

/** Refuses content that no room takes, in new messages and in edits. */
export function checkContent(server: Server, user: UserRecord, { msg, alias, avatar, emoji, customFields }: Content) {
  if (msg !== undefined && msg.length > server.settings.Message_MaxAllowedSize) {
    throw new ServerRefusal('error-message-size-exceeded', 'Message size exceeds Message_MaxAllowedSize');
  }
  const impersonates = Boolean(alias || avatar || emoji);
  // message-impersonate belongs to the roles bot and app (constant/permissions.ts).
  if (impersonates && !user.roles.some((role) => role === 'bot' || role === 'app')) {
    throw new ServerRefusal('error-not-allowed', 'Not enough permission');
  }
  checkCustomFields(server, customFields);
}

/** validateCustomMessageFields: refused until an admin turns them on; their schema is not part of this workspace. */
export function checkCustomFields(server: Server, customFields: Content['customFields']): void {
  if (customFields && !server.settings.Message_CustomFields_Enabled) {
    throw new ServerRefusal('Custom fields not enabled');
  }
}
