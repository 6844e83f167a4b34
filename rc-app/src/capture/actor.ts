import type { IUser } from '@rocket.chat/apps-engine/definition/users/IUser';
import { type Actor, LanguageTag, LIMITS } from '@rocketchat-openclaw/shared';
import { name } from './name.ts';

const TYPES = ['user', 'bot', 'app'] as const;

/** Who does something: with the language in which they may be answered, where the server tells it. */
export function captureDoer(user: IUser): Actor {
  return speaking(captureActor(user), user);
}

/** The language of an account is that of the person. What writes in the account's name may speak any. */
export function speaking(actor: Actor, user: IUser): Actor {
  const language = LanguageTag.safeParse(user.settings?.preferences?.language);
  return language.success && actor.type === 'user' && !actor.via ? { ...actor, language: language.data } : actor;
}

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
