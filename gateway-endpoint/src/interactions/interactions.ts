import { questionGatewayRuntime } from 'openclaw/plugin-sdk/question-gateway-runtime';
import type { AppClient } from '../app-client/client.ts';
import { endPlainly } from '../host/said-by-host.ts';
import type { Store } from '../store/store.ts';
import type { Writing } from '../text/text.ts';
import { wordsIn } from '../texts/words.ts';
import type { Subject } from './card.ts';
import { type Cards, type IssuedCard, openCards } from './cards.ts';
import { concluded, openChange, settledLine } from './conclude.ts';
import { type Controls, openControls } from './controls.ts';
import { type Forms, openForms } from './forms.ts';
import { openPollCounts, type PollCounts, type Posting } from './poll-counts.ts';
import { openVotes, type Votes } from './votes.ts';

/** Everything that can be clicked in the posts of one account. */
export interface Interactions {
  readonly cards: Cards;
  readonly forms: Forms;
  readonly votes: Votes;
  readonly pollCounts: PollCounts;
  readonly controls: Controls;
  /** Takes the buttons off and writes a line instead. A post that cannot be edited keeps its buttons, which do nothing. */
  conclude(card: IssuedCard, line: string): Promise<void>;
  /** Something was settled elsewhere: ends its cards. */
  settle(subject: Subject, status: string): Promise<void>;
  /** A run that waited for an approval ended with its process. Never throws. */
  endRequestsBefore(time: number): Promise<void>;
}

interface Opening extends Omit<Posting, 'cards' | 'votes' | 'change'> {
  readonly store: Store;
  readonly client: AppClient;
  readonly writing: Writing;
  readonly random: (bytes: number) => Buffer;
  readonly mostCards?: number;
}

/** The user id of a decision without a click. */
const ELSEWHERE = 'elsewhere';

export function openInteractions({ store, client, random, mostCards, ...rest }: Opening): Interactions {
  const { writing, clock, newId, log } = rest;
  const cards = openCards(store, { clock, random, ...(mostCards !== undefined && { mostCards }) });
  const votes = openVotes(store);
  const change = openChange(client);
  const pollCounts = openPollCounts({ ...rest, cards, votes, change });

  async function conclude(card: IssuedCard, line: string): Promise<void> {
    await change(card, concluded(card, line, writing), { delivery: newId(), part: 0 }).catch((error: unknown) =>
      log.warn(`the buttons of message ${card.messageId} stay: ${String(error)}`),
    );
  }

  /** For cards that were not clicked: a click writes its own line. */
  async function retire(cardKey: string, status: string): Promise<void> {
    if (!cards.take(cardKey, ELSEWHERE)) return;
    const card = cards.get(cardKey);
    if (card) await conclude(card, settledLine(status));
  }

  return {
    cards,
    forms: openForms(store),
    votes,
    pollCounts,
    controls: openControls(cards, questionGatewayRuntime.registerChannelDelivery, (key, status) =>
      retire(key, endPlainly(status, wordsIn(writing.language))),
    ),
    conclude,
    async settle(subject, status) {
      for (const { key } of cards.openAbout(subject)) await retire(key, status);
    },
    async endRequestsBefore(time) {
      try {
        for (const { key } of cards.requestsBefore(time))
          await retire(key, wordsIn(writing.language).REQUEST_ENDED.restarted);
      } catch (error) {
        log.warn(`old requests for approval keep their buttons, which do nothing: ${String(error)}`);
      }
    },
  };
}
