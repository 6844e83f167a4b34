import type { Request } from 'express';
import { isAdmin } from '../rules/access.ts';
import { ServerRefusal } from '../rules/refusal.ts';
import type { Server } from '../server.ts';
import type { UserRecord } from '../store/records.ts';

/** The person behind `X-Auth-Token` and `X-User-Id`, if the two belong together. */
export function findCaller(server: Server, request: Request): UserRecord | undefined {
  return findByToken(server, request.get('x-auth-token'), request.get('x-user-id'));
}

export function findByToken(server: Server, token: unknown, userId?: string): UserRecord | undefined {
  const id = typeof token === 'string' ? server.store.tokens.get(token) : undefined;
  if (id === undefined || (userId !== undefined && userId !== id)) return undefined;
  return server.store.users.get(id);
}

/** The permission manage-apps, which admins alone have. */
export function checkManagesApps(user: UserRecord): void {
  if (!isAdmin(user)) throw new Unauthorized('unauthorized');
}

/** Carries the status that ../http/answer-errors.ts gives it. */
export class Unauthorized extends ServerRefusal {
  readonly status = 403;
}
