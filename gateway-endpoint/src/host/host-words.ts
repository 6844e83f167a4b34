import { getExecApprovalReplyMetadata } from 'openclaw/plugin-sdk/approval-runtime';
import type { ReplyPayload } from 'openclaw/plugin-sdk/reply-payload';
import type { Words } from '../texts/words.ts';

/** Sentences about approvals that OpenClaw sends as plain text → ours. Each is a whole message, as OpenClaw writes it. */
const SENTENCES: readonly (readonly [
  said: RegExp,
  sentence: (told: Words['REQUEST_TOLD'], command: string, id: string) => string,
])[] = [
  [/^Approval required\. I sent the approval request to .{1,200}, not this chat\.$/, (told) => told.elsewhere],
  [
    /^Approval required\. I could not deliver the native approval request\.\nReply with: \/approve (\S+ \S+)\n.*$/,
    (told, command, rest) => told.notDelivered(`\`${command} ${rest}\``),
  ],
  [
    /^Approval required, but multiple channel accounts can handle this request\. Open the Control UI or .*$/,
    (told) => told.ambiguous,
  ],
  [/^⏱️ (?:Exec|Plugin) approval expired\..*$/, (told) => told.expired],
];

/** Of OpenClaw's main-session-restart-recovery. The session goes on all the same (`given-up.ts`), so no new one is needed. */
const NOT_CONTINUED = /^I couldn't continue this session after a gateway restart\. Your transcript is safe\. .*$/;

/**
 * Rewrites OpenClaw's sentences about approvals and restarts so that people can follow them: Rocket.Chat's clients take `/approve`
 * for a command of the workspace, and refuse it.
 *
 * @param command how an approver writes it here: `!approve`
 */
export function inOurWords<P extends ReplyPayload>(
  payload: P,
  command: string,
  { REQUEST_TOLD, NOT_RESUMED }: Words,
): P {
  const text = payload.text?.trim() ?? '';
  if (NOT_CONTINUED.test(text)) return { ...payload, text: NOT_RESUMED };
  if (getExecApprovalReplyMetadata(payload))
    return { ...payload, text: text.replace(/(?<![\w/])\/approve(?= \S)/g, command) };
  for (const [said, sentence] of SENTENCES) {
    const [whole, rest = ''] = said.exec(text) ?? [];
    if (whole !== undefined) return { ...payload, text: sentence(REQUEST_TOLD, command, rest) };
  }
  return payload;
}
