/** A message of the past, as the prompt shows it. */
export interface Remembered {
  readonly messageId: string;
  /** `2026-11-21 12:35:56 UTC` */
  readonly at: string;
  /** ` (you)` behind the name marks the bot's own. */
  readonly sender: string;
  readonly text: string;
}

export interface Attached {
  readonly name: string;
  /** As OpenClaw's media store found it. */
  readonly type: string;
}

/** Facts that OpenClaw gave the model, taken from its prompt. Empty if the prompt does not contain them. */
export interface Received {
  /** The person's text: of several, the last one. */
  readonly text: string;
  /** All texts since the model's last answer, oldest first: people may write while it works. */
  readonly texts: readonly string[];
  readonly sender: string;
  /** The room's name; for a direct message its target, `user:<id>`. */
  readonly room: string;
  /** OpenClaw's target of the conversation: `channel:<id>` or `user:<id>`. */
  readonly target: string;
  readonly threadId: string;
  readonly messageId: string;
  readonly mentioned: boolean;
  /** When the message was written: `Sat 2026-11-21 12:36:56 UTC`. */
  readonly timestamp: string;
  /** In lower case, as OpenClaw writes it: `agent:main:rocketchat:channel:<room>`, `…:thread:<root>`. */
  readonly sessionKey: string;
  /** Earlier messages, oldest first. */
  readonly history: readonly Remembered[];
  /** Events that started no turn, oldest first, without OpenClaw's time before them. */
  readonly systemEvents: readonly string[];
  readonly media: readonly Attached[];
  /** Results of the tools that the model has called since, oldest first. */
  readonly toolResults: readonly string[];
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
const SESSION = /^Runtime: .*\bsession=(\S+)/m;
/** One line; a text of several goes on in the lines below it. */
const REMEMBERED = /^#(\S+) ([\d-]+ [\d:]+ \S+) (.*?): (.*)$/;
const HISTORY = /(?:Recent chat history|Chat history since last reply): ⟦openclaw:ctx⟧\n([\s\S]*)$/;
const SYSTEM = /^System: \[[^\]]*\] (.*)$/;
const MEDIA_LINES = /^\[media attached.*\]$/gm;
const ATTACHED = /^\[media attached(?: \d+\/\d+)?: .* \(([^()\s]+)\)(?: (".*"))?\]$/;

/** Reads a chat-completions request. OpenClaw puts the words and the trusted facts into two user messages. */
export function readPrompt(body: unknown): Received {
  const turns = userTexts(body);
  const words = turns.findLast((text) => !text.startsWith(INTERNAL)) ?? '';
  const data = dataIn(turns.findLast((text) => text.startsWith(INTERNAL)) ?? '');
  const facts = { ...factsIn(words), ...factsIn(data.join('\n')) };
  const target = string(facts['chat_id']);
  return {
    text: textIn(words),
    texts: newTexts(body),
    sender: senderOf(facts['sender']),
    room: string(facts['conversation_label']) || target,
    target,
    threadId: string(facts['topic_id']),
    messageId: string(facts['message_id']),
    mentioned: facts['was_mentioned'] === true,
    timestamp: string(facts['timestamp']),
    // Said once in a while, not in every request.
    sessionKey: SESSION.exec(turns.findLast((text) => SESSION.test(text)) ?? '')?.[1] ?? '',
    history: data.flatMap(historyIn),
    systemEvents: data.flatMap((block) => block.split('\n').flatMap((line) => SYSTEM.exec(line)?.[1] ?? [])),
    media: words.split('\n').flatMap(attachedIn),
    toolResults: toolResults(body),
    prompt: turns.slice(-2).join('\n'),
    body,
  };
}

interface Said {
  readonly role: string;
  readonly content: unknown;
  readonly tool_calls?: readonly unknown[];
}

function messagesIn(body: unknown): Said[] {
  return (body as { messages?: Said[] }).messages ?? [];
}

function userTexts(body: unknown): string[] {
  return messagesIn(body)
    .filter(({ role }) => role === 'user')
    .map(({ content }) => plain(content));
}

const textIn = (words: string) => words.replace(AFTER, '').replace(BEFORE, '').replace(MEDIA_LINES, '').trim();

function newTexts(body: unknown): string[] {
  const messages = messagesIn(body);
  const answered = messages.findLastIndex(({ role, tool_calls }) => role === 'assistant' && !tool_calls?.length);
  const words = messages.slice(answered + 1).filter(({ role }) => role === 'user');
  return words
    .map(({ content }) => plain(content))
    .flatMap((each) => (each.startsWith(INTERNAL) ? [] : [textIn(each)]));
}

function toolResults(body: unknown): string[] {
  const messages = messagesIn(body);
  // The internal message stands last in every request, behind the results too.
  const isSpoken = ({ role, content }: Said) => role === 'user' && !plain(content).startsWith(INTERNAL);
  const since = messages.findLastIndex(isSpoken) + 1;
  return messages
    .slice(since)
    .filter(({ role }) => role === 'tool')
    .map(({ content }) => plain(content));
}

function plain(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part: { text?: string }) => part.text ?? '').join('\n');
}

/** Data stand in the internal message as JSON strings, one a line. */
function dataIn(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.startsWith('"'));
  return lines.map((line) => string(tryJson(line)));
}

function historyIn(block: string): Remembered[] {
  const entries: Remembered[] = [];
  for (const line of HISTORY.exec(block)?.[1]?.split('\n') ?? []) {
    const [, messageId, at, sender, text] = REMEMBERED.exec(line) ?? [];
    const above = entries.at(-1);
    if (messageId && at && sender) entries.push({ messageId, at, sender, text: text ?? '' });
    else if (above) entries[entries.length - 1] = { ...above, text: `${above.text}\n${line}` };
  }
  return entries;
}

function attachedIn(line: string): Attached[] {
  const [, type, name] = ATTACHED.exec(line) ?? [];
  return type ? [{ type, name: string(tryJson(name ?? '')) }] : [];
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
