/** What OpenClaw told the model, taken from the prompt it builds. Empty where this prompt does not say it. */
export interface Received {
  /** What the person wrote. */
  readonly text: string;
  readonly sender: string;
  /** The room's name; for a direct message its target, `user:<id>`. */
  readonly room: string;
  /** OpenClaw's target of the conversation: `channel:<id>` or `user:<id>`. */
  readonly target: string;
  readonly threadId: string;
  readonly messageId: string;
  readonly mentioned: boolean;
  /** Everything the newest user turn contains, as it was sent. */
  readonly prompt: string;
  /** The whole request. */
  readonly body: unknown;
}

const INTERNAL = '<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>>';
const FACTS = /Conversation info: ⟦openclaw:ctx⟧\n```json\n(\{.*\})\n```/;
/** Time and conversation facts before the text; a line about the runtime after it. */
const BEFORE = /^\[[^\]\n]*\] Conversation info: ⟦openclaw:ctx⟧\n```json\n.*\n```\n\n/;
const AFTER = /\n\nRuntime: agent=[^\n]*$/;

/** Reads a chat-completions request. OpenClaw puts the words and the trusted facts into two user messages. */
export function readPrompt(body: unknown): Received {
  const turns = userTexts(body);
  const words = turns.findLast((text) => !text.startsWith(INTERNAL)) ?? '';
  const facts = { ...factsIn(words), ...factsIn(unquoted(turns.findLast((text) => text.startsWith(INTERNAL)) ?? '')) };
  const target = string(facts['chat_id']);
  return {
    text: words.replace(AFTER, '').replace(BEFORE, '').trim(),
    sender: senderOf(facts['sender']),
    room: string(facts['conversation_label']) || target,
    target,
    threadId: string(facts['topic_id']),
    messageId: string(facts['message_id']),
    mentioned: facts['was_mentioned'] === true,
    prompt: turns.slice(-2).join('\n'),
    body,
  };
}

function userTexts(body: unknown): string[] {
  const messages = (body as { messages?: { role: string; content: unknown }[] }).messages ?? [];
  return messages.filter(({ role }) => role === 'user').map(({ content }) => plain(content));
}

function plain(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part: { text?: string }) => part.text ?? '').join('\n');
}

/** Facts stand in the internal message as JSON strings, one a line. */
function unquoted(text: string): string {
  const lines = text.split('\n').filter((line) => line.startsWith('"'));
  return lines.map((line) => string(tryJson(line))).join('\n');
}

function factsIn(text: string): Record<string, unknown> {
  const found = tryJson(FACTS.exec(text)?.[1] ?? '');
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
}

function senderOf(sender: unknown): string {
  return string((sender as { name?: unknown } | undefined)?.name);
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
