import { Avatar } from './avatar.tsx';
import type { About, Room } from './contract.ts';
import { RoomSign } from './room-header.tsx';
import { isUnread, roomTitle } from './state.ts';
import type { Workspace } from './use-workspace.ts';

interface SidebarProps {
  readonly about: About;
  readonly workspace: Workspace;
  readonly onChosen: () => void;
}

export function Sidebar({ about, workspace, onChosen }: SidebarProps) {
  const { rooms } = workspace.state;
  const groups = rooms.filter(({ t, usernames = [] }) => t === 'd' && usernames.length > 2);
  const channels = rooms.filter(({ t }) => t !== 'd').sort(byTitle(workspace.me));
  return (
    <aside class="sidebar" aria-label="Rooms and people">
      <PeopleSwitcher about={about} workspace={workspace} />
      <nav aria-label="Rooms">
        <h2>Channels</h2>
        <ul>
          {channels.map((room) => (
            <RoomLink key={room._id} room={room} workspace={workspace} about={about} onChosen={onChosen} />
          ))}
        </ul>
        <h2>Direct messages</h2>
        <ul>
          {peersOf(about, workspace.me).map((peer) => {
            const room = rooms.find((each) => each.t === 'd' && roomTitle(each, workspace.me) === peer);
            if (room) {
              return <RoomLink key={peer} room={room} workspace={workspace} about={about} onChosen={onChosen} />;
            }
            const open = () => {
              workspace.openDirect(peer);
              onChosen();
            };
            return (
              <li key={peer}>
                <button type="button" class="room-link" onClick={open}>
                  <Avatar username={peer} isBot={peer === about.bot} />
                  <span class="room-name">{peer}</span>
                </button>
              </li>
            );
          })}
          {groups.map((room) => (
            <RoomLink key={room._id} room={room} workspace={workspace} about={about} onChosen={onChosen} />
          ))}
        </ul>
      </nav>
    </aside>
  );
}

function PeopleSwitcher({ about, workspace }: { about: About; workspace: Workspace }) {
  return (
    <fieldset class="people">
      <legend>You are</legend>
      {about.people.map(({ username, name, isAdmin }) => (
        <label key={username} class="person" title={isAdmin ? `${name}, admin` : name}>
          <input
            type="radio"
            name="person"
            value={username}
            checked={username === workspace.me}
            onChange={() => workspace.becomePerson(username)}
          />
          <Avatar username={username} />
          <span>{username}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface RoomLinkProps extends SidebarProps {
  readonly room: Room;
}

function RoomLink({ room, workspace, about, onChosen }: RoomLinkProps) {
  const title = roomTitle(room, workspace.me);
  const unread = isUnread(workspace.state, room);
  const typing = (workspace.state.typing[room._id] ?? []).length > 0;
  const open = () => {
    workspace.openRoom(room);
    onChosen();
  };
  const isOpen = room._id === workspace.state.openRoom;
  return (
    <li>
      <button
        type="button"
        class="room-link"
        aria-current={isOpen ? 'page' : undefined}
        data-unread={unread}
        onClick={open}
      >
        {room.t === 'd' ? <Avatar username={title} isBot={title === about.bot} /> : <RoomSign kind={room.t} />}
        <span class="room-name">{title}</span>
        {typing && <span class="room-typing">typing…</span>}
        {unread && (
          <span class="unread">
            <span class="for-readers">unread</span>
          </span>
        )}
      </button>
    </li>
  );
}

/** The bot first: it is what one comes for. */
function peersOf({ bot, people }: About, me: string): string[] {
  return [bot, ...people.map(({ username }) => username).filter((username) => username !== me)];
}

const byTitle = (me: string) => (a: Room, b: Room) => roomTitle(a, me).localeCompare(roomTitle(b, me));
