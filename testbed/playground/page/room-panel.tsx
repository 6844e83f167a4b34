import { Composer } from './composer.tsx';
import type { About, Happenings, Room } from './contract.ts';
import { MessageList } from './message-list.tsx';
import { callOf, messagesOfRoom, whispersIn } from './state.ts';
import { TryChips } from './try-chips.tsx';
import { TypingLine } from './typing-line.tsx';
import type { Workspace } from './use-workspace.ts';
import { Welcome } from './welcome.tsx';

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
  const messages = messagesOfRoom(state, room._id);
  const whispers = whispersIn(state, room._id, undefined);
  // The welcome has the words to try, each with what it shows.
  const isEmpty = messages.length + whispers.length === 0;
  const say = (word: string) => workspace.say(`${call ?? ''}${word}`);
  return (
    <>
      <MessageList
        key={`${me} ${room._id}`}
        label={`Messages in ${title}`}
        messages={messages}
        whispers={whispers}
        workspace={workspace}
        about={about}
        decisions={decisions}
        {...(call !== undefined && { empty: <Welcome about={about} me={me} onSay={say} /> })}
      />
      <TypingLine who={state.typing[room._id]} />
      <Composer
        key={`composer ${me} ${room._id}`}
        label={`Message ${title}`}
        onSay={(text) => workspace.say(text)}
        onUpload={(file, caption) => workspace.upload(file, caption)}
      />
      {call !== undefined && !isEmpty && <TryChips words={about.tries} onSay={say} />}
    </>
  );
}
