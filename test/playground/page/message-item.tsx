import { Avatar } from './avatar.tsx';
import type { About, Message } from './contract.ts';
import { Icon } from './icons.tsx';
import { Markdown } from './markdown.tsx';
import { Reactions } from './reactions.tsx';
import { Time } from './time.tsx';
import type { Workspace } from './use-workspace.ts';

interface MessageItemProps {
  readonly message: Message;
  /** It follows another of the same person, so name and avatar are left out. */
  readonly isGrouped: boolean;
  readonly workspace: Workspace;
  readonly about: About;
  readonly isThread: boolean;
}

export function MessageItem({ message, isGrouped, workspace, about, isThread }: MessageItemProps) {
  const { u, t, msg, ts, tcount = 0, editedAt } = message;
  if (t) return <SystemItem message={message} />;
  const isBot = u.username === about.bot;
  return (
    <li class="message" data-grouped={isGrouped} data-from={u.username}>
      <div class="message-side">{isGrouped ? <Time at={ts} /> : <Avatar username={u.username} isBot={isBot} />}</div>
      <div class="message-body">
        {!isGrouped && (
          <p class="message-head">
            <strong>{u.name ?? u.username}</strong>
            {isBot && <span class="badge">BOT</span>}
            <span class="username">@{u.username}</span>
            <Time at={ts} />
          </p>
        )}
        <Markdown text={msg} />
        {editedAt && <span class="edited">(edited)</span>}
        {(message.files ?? []).map(({ _id, name }) => (
          <p key={_id} class="file">
            <Icon name="clip" size={14} /> {name}
          </p>
        ))}
        <Reactions message={message} me={workspace.me} onReact={(emoji) => workspace.react(message, emoji)} />
        {!isThread && tcount > 0 && (
          <button type="button" class="thread-link" onClick={() => workspace.openThread(message)}>
            {tcount === 1 ? '1 reply' : `${tcount} replies`}
          </button>
        )}
      </div>
      <div class="message-tools">
        <button type="button" aria-label="React with thumbs up" onClick={() => workspace.react(message, ':+1:')}>
          <Icon name="thumb" size={16} />
        </button>
        {!isThread && (
          <button type="button" aria-label="Reply in thread" onClick={() => workspace.openThread(message)}>
            <Icon name="thread" size={16} />
          </button>
        )}
      </div>
    </li>
  );
}

const SYSTEM_TEXTS: Record<string, string> = {
  uj: 'has joined the channel',
  ul: 'has left the channel',
  ut: 'has joined the conversation',
};

function SystemItem({ message: { u, t = '', msg, ts } }: { message: Message }) {
  const text = t === 'au' ? `added ${msg}` : t === 'ru' ? `removed ${msg}` : (SYSTEM_TEXTS[t] ?? msg);
  return (
    <li class="system">
      <span>
        {u.username} {text}
      </span>
      <Time at={ts} />
    </li>
  );
}
