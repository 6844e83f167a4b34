import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages/IMessageRaw';
import { type Actor, APP_ID, type Via } from '@rocketchat-openclaw/shared';
import { captureActor } from './actor.ts';
import { idOf } from './given-id.ts';
import { name } from './name.ts';

/**
 * Fields of a message that no person typed in a client. The engine has types for few of them; the converter leaves the
 * others in `_unmappedProperties_`.
 */
interface Marks {
  readonly id?: string | undefined;
  readonly alias?: string | null;
  readonly avatarUrl?: string | null;
  readonly emoji?: string | null;
  readonly blocks?: readonly unknown[] | null;
  readonly _unmappedProperties_?: {
    /** `{ i: <integration> }` of an incoming webhook, or of the answer to an outgoing one (processWebhookMessage.ts). */
    readonly bot?: { readonly i?: string } | boolean;
    /** `slackbridge`, or true. */
    readonly imported?: unknown;
    readonly importIds?: unknown;
    readonly _importFile?: unknown;
    /** `{ eventId }` of a message that another Matrix server has sent. */
    readonly federation?: unknown;
    readonly bridged?: unknown;
    readonly sentByEmail?: unknown;
    readonly email?: unknown;
  };
}

/** Who has written a message: a user of the workspace, unless it came by another way than a client. */
export function captureAuthor(message: Pick<IMessage, 'sender'> & Marks): Actor {
  return asPosted(message, captureActor(message.sender));
}

/** The same of a message of the past, of whose author the engine tells neither kind nor roles. */
export function captureRawAuthor(message: Pick<IMessageRaw, 'sender'> & Marks): Actor {
  const { _id, username, name: called } = message.sender;
  return asPosted(message, { id: _id, username: name(username), name: name(called), type: 'unknown', roles: [] });
}

/** Was it typed by hand in a client, as far as the server tells? If not, it has no right of the account's. */
function asPosted(message: Marks, account: Actor): Actor {
  const via = viaOf(message, account);
  if (!via) return account;
  const id = idOf(`${via.kind}:${via.id ?? account.id}`) ?? via.kind;
  return { id, username: '', name: name(message.alias ?? ''), type: 'bot', roles: [], via };
}

function viaOf(message: Marks, { username, type, name: called }: Actor): Via | undefined {
  const { bot, imported, importIds, _importFile, federation, bridged, sentByEmail, email } =
    message._unmappedProperties_ ?? {};
  if (bot) return { kind: 'integration', ...withId(typeof bot === 'object' ? bot.i : undefined), username };
  if (federation || bridged || imported === 'slackbridge') return { kind: 'bridge', username };
  // The importer of Slack, and the bridge to it, choose ids of this shape; neither leaves anything else behind.
  if (imported || importIds || _importFile || message.id?.startsWith('slack-')) return { kind: 'import', username };
  if (sentByEmail || email) return { kind: 'email', username };
  // This takes the permission `message-impersonate`, which bots, apps and owners of webhooks have.
  if (message.alias || message.avatarUrl || message.emoji) {
    return { kind: 'alias', username, ...(called && { name: called }) };
  }
  const other = type === 'app' || type === 'bot' ? undefined : appIn(message.blocks);
  return other && { kind: 'app', ...withId(other.appId), username };
}

/** No client has people write blocks: an app that speaks as somebody does. The ids of apps are the engine's work. */
function appIn(blocks: Marks['blocks']): { readonly appId?: string } | undefined {
  return ((blocks ?? []) as { appId?: string }[]).find(({ appId }) => appId !== APP_ID);
}

function withId(given: unknown): Pick<Via, 'id'> {
  const id = typeof given === 'string' ? idOf(given) : undefined;
  return id ? { id } : {};
}
