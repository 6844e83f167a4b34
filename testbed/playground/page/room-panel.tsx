import { Composer } from './composer.tsx';
import type { About, Happenings, Room } from './contract.ts';
import { MessageList } from './message-list.tsx';
import { callOf, messagesOfRoom, whispersIn } from './state.ts';
import { TryChips } from './try-chips.tsx';
import { TypingLine } from './typing-line.tsx';
import type { Workspace } from './use-workspace.ts';

interface RoomPanelProps {
  readonly room: Room;
  readonly title: string;
  readonly workspace: Workspace;
  readonly about: About;
  readonly decisions: Happenings['decisions'];
}

/** The messages of the open room, and the place to write one. */
export function RoomPanel({ room, title, workspace, about, decisions }: RoomPanelProps) {
  const { state, me } = workspace;
  const call = callOf(room, about.bot);
  return (
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
  );
}
