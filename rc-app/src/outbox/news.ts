export interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly text: string;
}

/** Lines for the app's log. The engine stores what a hook logs, and loses what is logged by a timer. */
export interface News {
  say(level: Line['level'], text: string): void;
  /** For the next hook, which has a log. */
  take(): Line[];
}

const MOST = 50;

export function openNews(): News {
  let lines: Line[] = [];
  return {
    say(level, text) {
      lines = [...lines, { level, text }].slice(-MOST);
    },
    take() {
      const taken = lines;
      lines = [];
      return taken;
    },
  };
}
