import type { Try } from './contract.ts';

interface TryChipsProps {
  readonly words: readonly Try[];
  readonly onSay: (word: string) => void;
}

/** The words that the scripted model knows; one click says them. */
export function TryChips({ words, onSay }: TryChipsProps) {
  if (words.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, and each of these is sent by itself
    <div class="try" role="group" aria-label="Try">
      {words.map(({ word, shows }) => (
        <button key={word} type="button" title={`Shows ${shows}`} onClick={() => onSay(word)}>
          {word}
        </button>
      ))}
    </div>
  );
}
