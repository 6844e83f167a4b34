import { useEffect, useState } from 'preact/hooks';
import { Composer } from './composer.tsx';
import type { About } from './contract.ts';
import { FormDialog } from './form-dialog.tsx';
import { MessageList } from './message-list.tsx';
import { RoomHeader } from './room-header.tsx';
import { Sidebar } from './sidebar.tsx';
import { callOf, messagesOfRoom, roomTitle, whispersIn } from './state.ts';
import { StatusBar } from './status-bar.tsx';
import { ThreadPanel } from './thread-panel.tsx';
import { TryChips } from './try-chips.tsx';
import { TypingLine } from './typing-line.tsx';
import { useHappenings } from './use-happenings.ts';
import { useWorkspace } from './use-workspace.ts';

const POLL_MS = 1_000;
const POLL_OPEN_MS = 500;

export function App({ about }: { about: About }) {
  const workspace = useWorkspace(about);
  const { state, me } = workspace;
  // On a narrow window the room list is a drawer; on a wide one it is always there and this says nothing.
  const [isListOpen, setListOpen] = useState(false);
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const happenings = useHappenings(isDrawerOpen ? POLL_OPEN_MS : POLL_MS);
  const decisions = happenings?.decisions ?? {};
  const room = state.rooms.find(({ _id }) => _id === state.openRoom);
  const call = room && callOf(room, about.bot);
  const title = room ? roomTitle(room, me) : '';

  useEffect(() => {
    document.title = title ? `${title} · ${me} · Playground` : 'Playground';
  }, [title, me]);

  useEffect(() => {
    if (!isListOpen) return;
    const close = ({ key }: KeyboardEvent) => key === 'Escape' && setListOpen(false);
    addEventListener('keydown', close);
    return () => removeEventListener('keydown', close);
  }, [isListOpen]);

  return (
    <div class="frame" data-list={isListOpen ? 'open' : 'closed'} data-thread={state.openThread ? 'open' : 'closed'}>
      <Sidebar about={about} workspace={workspace} onChosen={() => setListOpen(false)} />
      <main class="room">
        {isListOpen && <div class="list-shade" aria-hidden="true" onClick={() => setListOpen(false)} />}
        <RoomHeader
          room={room}
          title={title}
          about={about}
          isListOpen={isListOpen}
          onMenu={() => setListOpen(!isListOpen)}
        />
        {state.fault && (
          <p class="fault" role="alert">
            {state.fault}
          </p>
        )}
        {room && (
          <>
            <MessageList
              key={`${me} ${room._id}`}
              label={`Messages in ${title}`}
              messages={messagesOfRoom(state, room._id)}
              whispers={whispersIn(state, room._id, undefined)}
              workspace={workspace}
              about={about}
              decisions={decisions}
            />
            <TypingLine who={state.typing[room._id]} />
            <Composer
              key={`composer ${me} ${room._id}`}
              label={`Message ${title}`}
              hint={room.t === 'd' ? '' : `@${about.bot} to be answered`}
              onSay={(text) => workspace.say(text)}
              onUpload={(file, caption) => workspace.upload(file, caption)}
            />
            {call !== undefined && <TryChips words={about.tries} onSay={(word) => workspace.say(`${call}${word}`)} />}
          </>
        )}
      </main>
      {room && <ThreadPanel room={room} workspace={workspace} about={about} decisions={decisions} />}
      {state.form && (
        <FormDialog
          key={state.form.view.id}
          form={state.form}
          fault={state.fault}
          onSend={workspace.sendForm}
          onClose={workspace.closeForm}
        />
      )}
      <StatusBar
        about={about}
        happenings={happenings}
        isOpen={isDrawerOpen}
        onToggle={() => setDrawerOpen(!isDrawerOpen)}
      />
    </div>
  );
}
