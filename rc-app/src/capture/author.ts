import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages/IMessageRaw';
import { type Actor, APP_ID, type Via } from '@rocketchat-openclaw/shared';
import { captureActor } from './actor.ts';
import { idOf } from './given-id.ts';
import { name } from './name.ts';

/**
 * Fields that mark a message which no person typed in a client. The engine has types for few of them; the converter
 * leaves the others in `_unmappedProperties_`.
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

/** The author of a message: a user of the workspace, or a bot if the message did not come from a client. */
export function captureAuthor(message: Pick<IMessage, 'sender'> & Marks): Actor {
  return asPosted(message, captureActor(message.sender));
}

/** The same for a message of the past: the engine gives neither kind nor roles of its author. */
export function captureRawAuthor(message: Pick<IMessageRaw, 'sender'> & Marks): Actor {
  const { _id, username, name: called } = message.sender;
  return asPosted(message, { id: _id, username: name(username), name: name(called), type: 'unknown', roles: [] });
}

/** Was it typed in a client, as far as the server tells? If not, it has none of the account's rights. */
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

/**
 * People cannot write blocks in a client; only an app that speaks for somebody posts them. The engine sets the ids of
 * apps.
 */
function appIn(blocks: Marks['blocks']): { readonly appId?: string } | undefined {
  return ((blocks ?? []) as { appId?: string }[]).find(({ appId }) => appId !== APP_ID);
}

function withId(given: unknown): Pick<Via, 'id'> {
  const id = typeof given === 'string' ? idOf(given) : undefined;
  return id ? { id } : {};
}
