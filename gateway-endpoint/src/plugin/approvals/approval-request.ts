import type {
  ExecApprovalPendingView,
  PendingApprovalView,
  PluginApprovalPendingView,
} from 'openclaw/plugin-sdk/approval-handler-runtime';
import type { Card } from '../../interactions/card.ts';
import { literal } from '../../interactions/literal.ts';
import type { Control } from '../../interactions/meaning.ts';
import type { Decision } from '../../interactions/read-approval.ts';
import type { Words } from '../../texts/words.ts';

type Common = 'approvalId' | 'approvalKind' | 'metadata' | 'actions';
type SystemView = Exclude<PendingApprovalView, ExecApprovalPendingView | PluginApprovalPendingView>;

/** A request for approval, as far as it is shown to people. */
export type Wish =
  | Pick<ExecApprovalPendingView, Common | 'commandText' | 'warningText' | 'commandAnalysis'>
  | Pick<PluginApprovalPendingView, Common | 'title' | 'description'>
  | Pick<SystemView, Common | 'operationSummary'>;

/** The people who are asked, and the person who needs it. */
export interface Asking {
  /** “I asked @alice.” */
  readonly asked: string;
  /** The username of the person who waits for it. */
  readonly by: string | undefined;
  readonly room: string | undefined;
  readonly minutes: number;
  /** How a decision is written, without the id: `!approve`. */
  readonly command: string;
  readonly words: Words;
}

/** A request for its approvers, and the notice for the person who waits for it elsewhere. */
export interface Request {
  readonly text: string;
  readonly card: Card;
  readonly notice: string;
}

/** So many characters of an id are unambiguous; OpenClaw accepts the beginning of an exec approval's id. */
const SHORT_ID = 8;

/**
 * A request for approval → a post with buttons. The buttons count as the host's: only its approvals call this, never a
 * model.
 */
export function requestOf(view: Wish, asking: Asking): Request {
  const { approvalId, approvalKind: kind } = view;
  const { REQUEST } = asking.words;
  const offered = view.actions.flatMap(({ kind: of, decision, style }) =>
    of === 'command' ? [] : { decision, style },
  );
  const decisions = offered.map(({ decision }) => decision);
  const shortId = kind === 'exec' ? approvalId.slice(0, SHORT_ID) : approvalId;
  const parts = [
    REQUEST.title,
    ...(asking.by || asking.room ? [`${REQUEST.askedBy(asking.by, asking.room)}.`] : []),
    ...wantedIn(view, asking.words),
    factsIn(view, asking.words),
    whoAndHowLong(asking),
    REQUEST.inWords(`${asking.command} ${shortId}`, decisions),
    REQUEST.id(approvalId),
  ];
  const controls = offered.map(({ decision, style }) =>
    controlOf(REQUEST.labels[decision], style, { approvalId, kind, decision }),
  );
  return {
    text: parts.filter((part) => part !== '').join('\n\n'),
    card: { parts: [{ kind: 'buttons', controls }] },
    notice: `${REQUEST.waiting} ${whoAndHowLong(asking)}`,
  };
}

/** “I asked @alice. The request is open for 30 minutes.” */
const whoAndHowLong = ({ asked, minutes, words }: Asking): string => `${asked} ${words.REQUEST.openFor(minutes)}`;

function wantedIn(view: Wish, { REQUEST }: Words): string[] {
  if (view.approvalKind === 'plugin') return [view.title, view.description ?? ''];
  if (view.approvalKind === 'system-agent') return [REQUEST['system-agent'], view.operationSummary];
  const warnings = [view.warningText ?? '', ...(view.commandAnalysis?.warningLines.slice(0, 5) ?? [])];
  const warned = warnings.filter((each) => each.trim() !== '').map((each) => `⚠️ ${each.replace(/\s+/g, ' ').trim()}`);
  return [REQUEST.exec, fenced(view.commandText), warned.join('\n')];
}

/** Details, such as the folder; every value as code. */
function factsIn({ metadata }: Wish, { REQUEST }: Words): string {
  const facts: Readonly<Record<string, string>> = REQUEST.facts;
  return metadata.map(({ label, value }) => `${facts[label] ?? label}: ${literal(value)}`).join(' · ');
}

/** The fence is longer than any run of backticks in the command. */
function fenced(command: string): string {
  const longest = Math.max(2, ...[...command.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sh\n${command}\n${fence}`;
}

type Style = Wish['actions'][number]['style'];

function controlOf(
  label: string,
  style: Style,
  about: { readonly approvalId: string; readonly kind: Wish['approvalKind']; readonly decision: Decision },
): Control {
  const look = style === 'danger' ? style : style === 'secondary' ? undefined : 'primary';
  return {
    label,
    meaning: { does: 'approve', ...about, askedBy: 'host' },
    isReusable: false,
    ...(look && { style: look }),
  };
}
