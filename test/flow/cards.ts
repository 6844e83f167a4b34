import { APP_ID } from '@rocketchat-openclaw/shared';
import { expect, vi } from 'vitest';
import type { MessageRecord, Workspace } from '../../testbed/workspace/workspace.ts';
import { findUserByName } from '../../testbed/workspace/workspace.ts';
import { postsByBot } from './connected-workspace.ts';

interface Choice {
  readonly text: { readonly text: string };
  readonly value: string;
}

interface Shown extends Partial<Choice> {
  readonly type: string;
  readonly actionId: string;
  readonly options?: readonly Choice[];
}

/** The buttons and lists of a post. */
export const elementsOf = ({ blocks = [] }: MessageRecord): Shown[] =>
  (blocks as { elements?: Shown[] }[])
    .flatMap(({ elements = [] }) => elements)
    .filter(({ type }) => ['button', 'static_select'].includes(type));

/** The bot's cards as people see and click them. @param workspace a function, because tests start theirs later */
export function cardsIn(workspace: () => Workspace, wait: { timeout: number; interval: number }) {
  const idOf = (username: string) => findUserByName(workspace().store, username)?._id ?? '';
  const posts = () => postsByBot(workspace());
  const now = (post: MessageRecord): MessageRecord => workspace().store.messages.get(post._id) ?? post;

  /** The next post of the bot that is meant and has something to click, as people see it then. */
  const nextCard = (isMeant: (post: MessageRecord) => boolean): Promise<MessageRecord> =>
    vi.waitFor(() => {
      const found = posts().findLast((post) => elementsOf(post).length > 0 && isMeant(post));
      const last = posts().slice(-3);
      if (!found) throw new Error(`no such card: ${JSON.stringify(last.map(({ msg }) => msg))}`);
      return structuredClone(found);
    }, wait);

  async function click(who: string, post: MessageRecord, label: string): Promise<void> {
    const found = elementsOf(post).find(
      ({ text, options }) => text?.text === label || options?.some((option) => option.text.text === label),
    );
    if (!found) throw new Error(`no ${label} among ${JSON.stringify(elementsOf(post))}`);
    const value = found.options?.find((option) => option.text.text === label)?.value ?? found.value;
    await workspace().client(who).click(APP_ID, post._id, found.actionId, value);
  }

  const said = (text: string) => vi.waitFor(() => expect(posts().map(({ msg }) => msg)).toContain(text), wait);
  const showing = (post: MessageRecord, text: string) => vi.waitFor(() => expect(now(post).msg).toContain(text), wait);
  const whispersTo = (who: string) =>
    workspace()
      .store.ephemerals.filter(({ uid }) => uid === idOf(who))
      .map(({ text }) => text ?? '');
  const whispered = (who: string, text: RegExp) =>
    vi.waitFor(() => expect(whispersTo(who)).toContainEqual(expect.stringMatching(text)), wait);

  return { idOf, posts, now, nextCard, click, said, showing, whispersTo, whispered };
}
