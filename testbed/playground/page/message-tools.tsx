import { useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { glyphOf, PICKS } from './reactions.tsx';

interface MessageToolsProps {
  readonly onReact: (emoji: string) => void;
  /** Absent inside a thread. */
  readonly onThread: (() => void) | undefined;
  /** Absent for what others wrote. */
  readonly onEdit: (() => void) | undefined;
  readonly onDelete: (() => void) | undefined;
}

/** The tools of a message; they appear beside the one that is pointed at. */
export function MessageTools({ onReact, onThread, onEdit, onDelete }: MessageToolsProps) {
  const [isPicking, setPicking] = useState(false);
  return (
    <div class="message-tools">
      {isPicking &&
        PICKS.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={`React with ${emoji}`}
            onClick={() => {
              onReact(emoji);
              setPicking(false);
            }}
          >
            {glyphOf(emoji)}
          </button>
        ))}
      <button type="button" aria-label="Add reaction" aria-expanded={isPicking} onClick={() => setPicking(!isPicking)}>
        <Icon name="thumb" size={16} />
      </button>
      {onThread && (
        <button type="button" aria-label="Reply in thread" onClick={onThread}>
          <Icon name="thread" size={16} />
        </button>
      )}
      {onEdit && (
        <button type="button" aria-label="Edit" onClick={onEdit}>
          <Icon name="pencil" size={16} />
        </button>
      )}
      {onDelete && (
        <button type="button" aria-label="Delete" onClick={onDelete}>
          <Icon name="bin" size={16} />
        </button>
      )}
    </div>
  );
}
