import { type ComponentChildren, Fragment } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { About, Happenings, Message } from './contract.ts';
import { MessageItem } from './message-item.tsx';
import type { Whisper } from './state.ts';
import type { Workspace } from './use-workspace.ts';
import { WhisperItem } from './whisper-item.tsx';

interface MessageListProps {
  readonly label: string;
  readonly messages: readonly Message[];
  readonly whispers: readonly Whisper[];
  readonly workspace: Workspace;
  readonly about: About;
  readonly decisions: Happenings['decisions'];
  /** Stands there until something is said. */
  readonly empty?: ComponentChildren;
  /** Inside a thread nothing leads to threads. */
  readonly isThread?: boolean;
}

const GROUPED_MS = 5 * 60_000;
const NEAR_END_PX = 120;

export function MessageList({
  label,
  messages,
  whispers,
  workspace,
  about,
  decisions,
  empty = <p class="empty">Nothing has been said here yet.</p>,
  isThread = false,
}: MessageListProps) {
  const { list, keepPlace } = useEndInView(messages.at(-1)?._id, messages.length + whispers.length);
  const rows = [
    ...messages.map((message) => ({ at: message.ts, message })),
    ...whispers.map((whisper) => ({ at: whisper.at, whisper })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard
    <div class="messages" ref={list} role="log" aria-label={label} tabIndex={0} onScroll={keepPlace}>
      {rows.length === 0 && empty}
      <ol>
        {rows.map((row, index) => {
          const before = rows[index - 1];
          const isNewDay = !before || dayOf(before.at) !== dayOf(row.at);
          return (
            <Fragment key={'whisper' in row ? row.whisper.id : row.message._id}>
              {isNewDay && (
                <li class="day">
                  <span>{dayOf(row.at)}</span>
                </li>
              )}
              {'whisper' in row ? (
                <WhisperItem whisper={row.whisper} about={about} />
              ) : (
                <MessageItem
                  message={row.message}
                  isGrouped={!isNewDay && 'message' in before && continues(before.message, row.message)}
                  workspace={workspace}
                  about={about}
                  decisions={decisions[row.message._id]}
                  isThread={isThread}
                />
              )}
            </Fragment>
          );
        })}
      </ol>
    </div>
  );
}

/** The newest message stays in view, unless somebody has scrolled up to read. */
function useEndInView(last: string | undefined, count: number) {
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const lastTop = useRef(0);
  const toEnd = () => {
    // The welcome is read from its beginning.
    if (isAtEnd.current && count > 0) list.current?.scrollTo({ top: list.current.scrollHeight });
  };
  useLayoutEffect(toEnd, [last, count]);
  useEffect(() => {
    if (!list.current) return;
    const observer = new ResizeObserver(toEnd);
    observer.observe(list.current);
    // A message that grows while it is written, or a picture that has come.
    for (const rows of list.current.children) observer.observe(rows);
    return () => observer.disconnect();
  }, [count > 0]);
  const keepPlace = () => {
    if (count === 0) return;
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = list.current ?? {};
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    // The event comes late: nobody scrolled away from messages that came since our own scrolling.
    isAtEnd.current = isNear || (isAtEnd.current && scrollTop >= lastTop.current);
    lastTop.current = scrollTop;
  };
  return { list, keepPlace };
}

function continues(before: Message, message: Message): boolean {
  const isSoon = Date.parse(message.ts) - Date.parse(before.ts) < GROUPED_MS;
  return isSoon && before.u._id === message.u._id && !before.t && !message.t && !before.tcount;
}

function dayOf(at: string): string {
  return new Date(at).toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
}
