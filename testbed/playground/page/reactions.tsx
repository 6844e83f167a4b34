import type { Message } from './contract.ts';

// The server names emojis; these are the ones that a person or an agent here is likely to use.
const GLYPHS: Record<string, string> = {
  '+1': '👍',
  '-1': '👎',
  eyes: '👀',
  fire: '🔥',
  hammer_and_wrench: '🛠️',
  heart: '❤️',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  lobster: '🦞',
  robot: '🤖',
  rocket: '🚀',
  scream: '😱',
  tada: '🎉',
  thinking: '🤔',
  thumbsup: '👍',
  warning: '⚠️',
  white_check_mark: '✅',
  x: '❌',
  zap: '⚡',
};

/** The emoji that the page offers; any other can still come from elsewhere. */
export const PICKS = [':+1:', ':heart:', ':tada:', ':eyes:', ':lobster:', ':white_check_mark:'];

export function glyphOf(emoji: string): string {
  return GLYPHS[emoji.slice(1, -1)] ?? emoji;
}

interface ReactionsProps {
  readonly message: Message;
  readonly me: string;
  readonly onReact: (emoji: string) => void;
}

export function Reactions({ message, me, onReact }: ReactionsProps) {
  const reactions = Object.entries(message.reactions ?? {});
  if (reactions.length === 0) return null;
  return (
    <p class="reactions">
      {reactions.map(([emoji, { usernames }]) => (
        <button
          key={emoji}
          type="button"
          aria-pressed={usernames.includes(me)}
          title={`${usernames.join(', ')} ${emoji}`}
          onClick={() => onReact(emoji)}
        >
          {glyphOf(emoji)} {usernames.length}
        </button>
      ))}
    </p>
  );
}
