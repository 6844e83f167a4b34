import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { type Actor, LIMITS } from '@rocketchat-openclaw/shared';
import { name } from './name.ts';

const TYPES = ['user', 'bot', 'app'] as const;

/** A user without everything that the agent has no need to know: e-mail addresses, status, settings. */
export function captureActor(user: IUser): Actor {
  return {
    id: user.id,
    username: name(user.username),
    name: name(user.name),
    type: TYPES.find((type) => type === user.type) ?? 'unknown',
    roles: (user.roles ?? []).slice(0, LIMITS.roles).map(name),
  };
}
