export interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly text: string;
}

/** Log lines of timers, held until the next hook: the engine stores the log of a hook, and loses that of a timer. */
export interface HeldLines {
  add(level: Line['level'], text: string): void;
  /** Called by the next hook, which has a log. */
  take(): Line[];
}

const MOST = 50;

export function openHeldLines(): HeldLines {
  let lines: Line[] = [];
  return {
    add(level, text) {
      lines = [...lines, { level, text }].slice(-MOST);
    },
    take() {
      const taken = lines;
      lines = [];
      return taken;
    },
  };
}
