import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';

interface ComposerProps {
  readonly label: string;
  readonly onSay: (text: string) => void;
  readonly onUpload: (file: File, caption: string) => void;
}

/** Enter sends, Shift+Enter makes a new line. A file takes the text along. */
export function Composer({ label, onSay, onUpload }: ComposerProps) {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);

  // On a touch screen the focus would open the keyboard over the messages.
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) field.current?.focus();
  }, []);

  const say = () => {
    if (!text.trim()) return;
    onSay(text);
    setText('');
    field.current?.focus();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
    >
      <label class="attach" title="Attach a file; what is written here goes with it">
        <Icon name="clip" />
        <span class="for-readers">Attach a file</span>
        <input
          type="file"
          class="for-readers"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (!file) return;
            onUpload(file, text.trim());
            setText('');
            currentTarget.value = '';
          }}
        />
      </label>
      <textarea
        ref={field}
        rows={1}
        aria-label={label}
        placeholder={label}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          // An input method uses Enter to accept what it offers.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          say();
        }}
      />
      <button type="submit" class="send" disabled={!text.trim()} aria-label="Send">
        <Icon name="send" />
      </button>
    </form>
  );
}
