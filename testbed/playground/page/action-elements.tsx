import type { ButtonElement, StaticSelectElement } from '@rocket.chat/ui-kit';
import { useState } from 'preact/hooks';

type Act = (value: string | undefined) => Promise<void>;

/** A button with an address is a link; any other is a click for the app. */
export function ActionButton({ button, onAct }: { button: ButtonElement; onAct: Act }) {
  const { isBusy, act } = useOneAtATime(onAct);
  const { text, value, style, url } = button;
  if (url) {
    return (
      <a class="block-button" href={url} target="_blank" rel="noopener noreferrer">
        {text.text}
      </a>
    );
  }
  return (
    <button type="button" class="block-button" data-style={style} aria-disabled={isBusy} onClick={() => act(value)}>
      {text.text}
    </button>
  );
}

export function ActionSelect({ select, onAct }: { select: StaticSelectElement; onAct: Act }) {
  const { isBusy, act } = useOneAtATime(onAct);
  const { placeholder, options = [] } = select;
  return (
    <select
      class="block-select"
      aria-label={placeholder?.text}
      aria-disabled={isBusy}
      value=""
      onChange={({ currentTarget }) => act(currentTarget.value)}
      onKeyDown={(event) => {
        // Where nothing is open an arrow chooses at once, and a choice is sent at once: better open the list.
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        event.currentTarget.showPicker();
      }}
    >
      <option value="" disabled hidden>
        {placeholder?.text}
      </option>
      {options.map(({ text, value }) => (
        <option key={value} value={value}>
          {text.text}
        </option>
      ))}
    </select>
  );
}

/** It keeps the focus while the app thinks, and a second press meanwhile is none. */
function useOneAtATime(onAct: Act) {
  const [isBusy, setBusy] = useState(false);
  const act = async (value: string | undefined) => {
    if (isBusy) return;
    setBusy(true);
    await onAct(value);
    setBusy(false);
  };
  return { isBusy, act };
}
