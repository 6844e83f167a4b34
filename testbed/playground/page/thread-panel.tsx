import { Composer } from './composer.tsx';
import type { About, Happenings, Room } from './contract.ts';
import { MessageList } from './message-list.tsx';
import { messagesOfThread, whispersIn } from './state.ts';
import { TypingLine } from './typing-line.tsx';
import { useEscape } from './use-escape.ts';
import type { Workspace } from './use-workspace.ts';

interface ThreadPanelProps {
  readonly room: Room;
  readonly workspace: Workspace;
  readonly about: About;
  readonly decisions: Happenings['decisions'];
}

export function ThreadPanel({ room, workspace, about, decisions }: ThreadPanelProps) {
  const thread = workspace.state.openThread;
  const close = () => workspace.openThread(undefined);
  useEscape(thread !== undefined, close);

  if (!thread) return null;
  return (
    <aside class="thread" aria-label="Thread">
      <header class="room-header">
        <h2>Thread</h2>
        <button type="button" class="icon-button" aria-label="Close thread" onClick={close}>
          ✕
        </button>
      </header>
      <MessageList
        key={thread}
        label="Messages in this thread"
        messages={messagesOfThread(workspace.state, thread)}
        whispers={whispersIn(workspace.state, room._id, thread)}
        workspace={workspace}
        about={about}
        decisions={decisions}
        isThread
      />
      <TypingLine who={workspace.state.typing[room._id]} />
      <Composer
        key={`composer ${thread}`}
        label="Reply in thread"
        onSay={(text) => workspace.say(text, thread)}
        onUpload={(file, caption) => workspace.upload(file, caption, thread)}
      />
    </aside>
  );
}
