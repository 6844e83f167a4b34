import { Avatar } from './avatar.tsx';
import type { About } from './contract.ts';
import { Markdown } from './markdown.tsx';
import type { Whisper } from './state.ts';
import { Time } from './time.tsx';

export function WhisperItem({ whisper, about }: { whisper: Whisper; about: About }) {
  return (
    <li class="message whisper">
      <div class="message-side">
        <Avatar username={whisper.from} isBot={whisper.from === about.bot} />
      </div>
      <div class="message-body">
        <p class="message-head">
          <strong>{whisper.from}</strong>
          <Time at={whisper.at} />
        </p>
        <Markdown text={whisper.text} />
        <p class="whisper-note">Only you can see this</p>
      </div>
    </li>
  );
}
