/** Words of a message, as for OpenClaw. */
interface Words {
  readonly raw: string;
  readonly forAgent: string;
}

/** As OpenClaw writes messages that it answers together (`collect`, src/auto-reply/reply/queue/drain.ts). */
const TITLE = '[Queued messages while agent was busy]';

/** One prompt for several messages of one person, who is called `name`. One message stays as it is. */
export function inOnePrompt(messages: readonly Words[], name: string): Words {
  const [only] = messages;
  if (only && messages.length === 1) return only;
  const together = (read: (words: Words) => string) =>
    [TITLE, ...messages.map((words, n) => `---\nQueued #${n + 1} (from ${name})\n${read(words)}`.trim())].join('\n\n');
  return { raw: together(({ raw }) => raw), forAgent: together(({ forAgent }) => forAgent) };
}
