import { useCallback, useEffect, useState } from 'preact/hooks';
import type { About } from './contract.ts';
import { FormDialog } from './form-dialog.tsx';
import { RoomHeader } from './room-header.tsx';
import { RoomPanel } from './room-panel.tsx';
import { Sidebar } from './sidebar.tsx';
import { roomTitle } from './state.ts';
import { StatusBar } from './status-bar.tsx';
import { ThreadPanel } from './thread-panel.tsx';
import { useEscape } from './use-escape.ts';
import { useHappenings } from './use-happenings.ts';
import { useWorkspace } from './use-workspace.ts';

const POLL_MS = 1_000;
const POLL_OPEN_MS = 500;

export function App({ about }: { about: About }) {
  const workspace = useWorkspace(about);
  const { state, me } = workspace;
  // On a narrow window the room list is a drawer; on a wide one it is always there and this says nothing.
  const [isListOpen, setListOpen] = useState(false);
  const closeList = useCallback(() => setListOpen(false), []);
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const happenings = useHappenings(isDrawerOpen ? POLL_OPEN_MS : POLL_MS);
  const decisions = happenings?.decisions ?? {};
  const room = state.rooms.find(({ _id }) => _id === state.openRoom);
  const title = room ? roomTitle(room, me) : '';

  useEffect(() => {
    document.title = title ? `${title} · ${me} · Playground` : 'Playground';
  }, [title, me]);

  useEscape(isListOpen, closeList);

  return (
    <div class="frame" data-list={isListOpen ? 'open' : 'closed'} data-thread={state.openThread ? 'open' : 'closed'}>
      <Sidebar about={about} workspace={workspace} onChosen={closeList} />
      <main class="room">
        {isListOpen && <div class="list-shade" aria-hidden="true" onClick={closeList} />}
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
        {room && <RoomPanel room={room} title={title} workspace={workspace} about={about} decisions={decisions} />}
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
