/** An invisible separator between texts that Rocket.Chat would read as one. */
const APART = '\u200b';
/**
 * A word with a dot in it, or an address. Rocket.Chat reads on to the next blank, and shows all of it as it is
 * (message-parser, grammar.pegjs: AutolinkedURL): `v1.5**new**` would show its stars.
 */
const READS_ON = /[\p{L}\p{N}_-]\.[\p{L}\p{N}_-]|:\/\//u;
/** Enough of a word to find a dot between two letters. */
const TAIL_CHARS = 8;

/** Rocket.Chat's marks end with their line, so they are closed and opened again at each break. */
export function openLine() {
  const lines = [''];
  const open: string[] = [];
  /** Of those, the ones that stand in this line already. */
  const written: string[] = [];
  /** The end of what stands here since the last blank or markup. */
  let word = '';
  let doesReadOn = false;

  const add = (text: string) => {
    lines[lines.length - 1] += text;
  };

  function addWords(text: string): void {
    add(text);
    const [last = ''] = /\S*$/.exec(text.slice(-2_048)) ?? [];
    if (last.length < Math.min(text.length, 2_048)) word = '';
    doesReadOn = READS_ON.test(word + last) || (doesReadOn && word !== '');
    word = (word + last).slice(-TAIL_CHARS);
  }

  function addMarkup(text: string): void {
    // `!` before a bracket is an image, which every client fetches; `:[` and `:*` are faces.
    if (doesReadOn && word !== '') add(' ');
    else if ((word.endsWith('!') && text.startsWith('[')) || (/:-?$/.test(word) && /^[[*]/.test(text))) add(APART);
    add(text);
    word = '';
  }

  const closeFrom = (at: number) => {
    const marks = written.splice(at).toReversed().join('');
    add(marks);
    if (marks !== '') word = '';
  };

  function openMarks(): void {
    // Bold within bold would end it.
    for (const mark of open) {
      if (written.includes(mark)) continue;
      written.push(mark);
      addMarkup(mark);
    }
  }

  return {
    /** Words without markup of their own. */
    words(text: string): void {
      if (text === '') return;
      openMarks();
      addWords(text);
    },
    /** Code, or a link, which may be no more than its address. */
    markup(text: string): void {
      if (text === '') return;
      openMarks();
      if (/^[`[<]/.test(text)) addMarkup(text);
      else addWords(text);
    },
    /** Markup that Rocket.Chat does not know within marks. */
    unmarked(text: string): void {
      closeFrom(0);
      addMarkup(text);
    },
    open: (mark: string) => void open.push(mark),
    close(mark: string): void {
      const at = open.lastIndexOf(mark);
      if (at >= 0) open.splice(at, 1);
      if (!open.includes(mark) && written.includes(mark)) closeFrom(written.indexOf(mark));
    },
    end(): void {
      closeFrom(0);
      lines.push('');
      word = '';
    },
    whole(): string {
      closeFrom(0);
      return lines.join('\n');
    },
  };
}
