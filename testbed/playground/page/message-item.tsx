import { useState } from 'preact/hooks';
import { Avatar } from './avatar.tsx';
import type { About, Decision, Message } from './contract.ts';
import { EgressChips } from './egress-chips.tsx';
import { Icon } from './icons.tsx';
import { Markdown } from './markdown.tsx';
import { MessageBlocks } from './message-blocks.tsx';
import { MessageEditor } from './message-editor.tsx';
import { MessageFiles } from './message-files.tsx';
import { MessageTools } from './message-tools.tsx';
import { Reactions } from './reactions.tsx';
import { isBeingWritten } from './state.ts';
import { Time } from './time.tsx';
import type { Workspace } from './use-workspace.ts';

interface MessageItemProps {
  readonly message: Message;
  /** It follows another of the same person, so name and avatar are left out. */
  readonly isGrouped: boolean;
  readonly workspace: Workspace;
  readonly about: About;
  readonly decisions: readonly Decision[] | undefined;
  readonly isThread: boolean;
}

export function MessageItem({ message, isGrouped, workspace, about, decisions, isThread }: MessageItemProps) {
  const [isEditing, setEditing] = useState(false);
  const { u, t, msg, ts, tmid, tcount = 0, editedAt, blocks = [] } = message;
  if (t) return <SystemItem message={message} />;
  const isWriting = isBeingWritten(workspace.state, message);
  const isBot = u.username === about.bot;
  const isMine = u.username === workspace.me;
  const isAdmin = about.people.some(({ username, isAdmin }) => isAdmin && username === workspace.me);
  const react = (emoji: string) => workspace.react(message, emoji);
  const save = (text: string) => {
    workspace.edit(message, text);
    setEditing(false);
  };
  return (
    // A message that is still being written is read out when it is whole.
    <li class="message" data-grouped={isGrouped} data-from={u.username} data-writing={isWriting} aria-busy={isWriting}>
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
        {!isThread && tmid && (
          <button type="button" class="thread-note" onClick={() => workspace.openThread(tmid)}>
            <Icon name="thread" size={12} /> said in a thread
          </button>
        )}
        {isEditing ? (
          <MessageEditor text={msg} onSave={save} onCancel={() => setEditing(false)} />
        ) : blocks.length > 0 ? (
          <MessageBlocks message={message} workspace={workspace} />
        ) : (
          <Markdown text={msg} />
        )}
        {editedAt && !isWriting && <span class="edited">(edited)</span>}
        <MessageFiles message={message} workspace={workspace} />
        <Reactions message={message} me={workspace.me} onReact={react} />
        {!isThread && tcount > 0 && (
          <button type="button" class="thread-link" onClick={() => workspace.openThread(message._id)}>
            {tcount === 1 ? '1 reply' : `${tcount} replies`}
          </button>
        )}
        <EgressChips decisions={decisions} />
      </div>
      <MessageTools
        onReact={react}
        onThread={isThread ? undefined : () => workspace.openThread(tmid ?? message._id)}
        onEdit={isMine ? () => setEditing(true) : undefined}
        onDelete={isMine || isAdmin ? () => workspace.remove(message) : undefined}
      />
    </li>
  );
}

const SYSTEM_TEXTS: Record<string, string> = {
  uj: 'has joined the channel',
  ul: 'has left the channel',
  ut: 'has joined the conversation',
  'discussion-created': 'started a discussion',
  e2e: 'wrote an encrypted message',
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
