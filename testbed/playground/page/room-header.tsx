import type { About, Room } from './contract.ts';
import { Icon } from './icons.tsx';

interface RoomHeaderProps {
  readonly room: Room | undefined;
  readonly title: string;
  readonly about: About;
  readonly isListOpen: boolean;
  readonly onMenu: () => void;
}

export function RoomHeader({ room, title, about, isListOpen, onMenu }: RoomHeaderProps) {
  return (
    <header class="room-header">
      <button
        type="button"
        class="icon-button menu-button"
        aria-label="Rooms and people"
        aria-expanded={isListOpen}
        onClick={onMenu}
      >
        ☰
      </button>
      <h1>
        {room && <RoomSign kind={room.t} />}
        {title}
      </h1>
      {room && <p class="room-topic">{describe(room, title, about)}</p>}
    </header>
  );
}

/** `#` for a channel, a lock for a private room, `@` for a person. */
export function RoomSign({ kind }: { kind: Room['t'] }) {
  return (
    <span class="room-sign" aria-hidden="true">
      {kind === 'p' ? <Icon name="lock" size={15} /> : kind === 'd' ? '@' : '#'}
    </span>
  );
}

function describe({ t, usernames = [] }: Room, title: string, { bot }: About): string {
  if (t === 'd' && usernames.length > 2 && usernames.includes(bot)) return `The agent hears what mentions @${bot}`;
  if (t === 'd')
    return title === bot ? 'Everything you write here goes to the agent' : 'The agent never sees this room';
  return `${t === 'p' ? 'Private' : 'Public'} · the agent hears what mentions @${bot}`;
}
