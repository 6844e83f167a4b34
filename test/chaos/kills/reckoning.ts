import { EN } from '../../../gateway-endpoint/src/texts/pattern.ts';
import type { MessageRecord } from '../../../testbed/workspace/store/records.ts';
import { messagesOf, type Store } from '../../../testbed/workspace/store/store.ts';
import { BOT, isWelcome } from '../../flow/connected-workspace.ts';

/** Questions and answers in the rooms. */
export interface Reckoning {
  /** Questions that the server has stored. */
  readonly asked: readonly number[];
  /** Of these, how many that have exactly one answer, in their room. */
  readonly once: number;
  readonly unanswered: readonly number[];
  readonly twice: readonly number[];
  /** Questions that waited for more than ten minutes while gateways died; the gateway has said so in their rooms. */
  readonly late: readonly number[];
  /** Questions that OpenClaw has given up after three starts that died before the model was asked. Their rooms read so. */
  readonly givenUp: readonly number[];
  /** Rooms in which the answers stand in the order of the questions. */
  readonly inOrder: readonly string[];
  /** How often OpenClaw has said there that it goes on with what a kill of the gateway had interrupted. */
  readonly notices: number;
  /** Other posts of the bot that answer nothing: leftovers of previews, and words about failures. */
  readonly strange: readonly string[];
}

const ANSWER = /^answer-\d+-end(\s+answer-\d+-end)*$/;
/** Of OpenClaw's main-session-restart-recovery. */
const NOTICE = /^I'm continuing your interrupted request now/;

/** Of the gateway: so many messages of the room came too late. */
const LATE = /^I was away and did not answer (?:a message|(\d+) messages) /;

/** A preview is edited while it grows; the answer itself is a post of its own, which nobody edits. */
const isAnswer = ({ u, t, editedAt }: MessageRecord) => u.username === BOT && !t && !editedAt;
const numbersIn = (messages: readonly MessageRecord[], pattern: RegExp) =>
  messages.flatMap(({ msg }) => [...msg.matchAll(pattern)].map(([, number]) => Number(number)));

const askedIn = (messages: readonly MessageRecord[]) =>
  numbersIn(
    messages.filter(({ u }) => u.username !== BOT),
    /question-(\d+)-end/g,
  );
const answersIn = (messages: readonly MessageRecord[]) => numbersIn(messages.filter(isAnswer), /answer-(\d+)-end/g);

/** Questions between the last answer and such a line. One before that answer would be lost. */
function givenUpIn(messages: readonly MessageRecord[]): number[] {
  return messages.flatMap((message, n) => {
    if (!isAnswer(message) || message.msg !== EN.NOT_RESUMED) return [];
    const before = messages.slice(0, n);
    const answered = Math.max(-1, ...answersIn(before));
    return askedIn(before).filter((number) => number > answered);
  });
}

export function reckon(store: Store, rooms: readonly string[]): Reckoning {
  const found = rooms.map((rid) => {
    const messages = messagesOf(store, rid);
    const asked = askedIn(messages);
    const answers = answersIn(messages);
    const times = (number: number) => answers.filter((each) => each === number).length;
    const toldLate = messages.flatMap((message) => {
      const line = isAnswer(message) && LATE.exec(message.msg);
      return line ? Number(line[1] ?? 1) : [];
    });
    // The line says how many. They are the oldest ones: a room keeps its order.
    const without = asked.filter((number) => times(number) === 0);
    const late = without.slice(
      0,
      toldLate.reduce((sum, count) => sum + count, 0),
    );
    const givenUp = givenUpIn(messages).filter((number) => times(number) === 0 && !late.includes(number));
    const due = asked.filter((number) => !late.includes(number) && !givenUp.includes(number));
    return {
      rid,
      asked,
      late,
      givenUp,
      unanswered: due.filter((number) => times(number) === 0),
      twice: asked.filter((number) => times(number) > 1),
      isInOrder: due.join() === answers.join(),
      notices: messages.filter((message) => isAnswer(message) && NOTICE.test(message.msg)).length,
      strange: messages
        .filter(
          ({ u, t, msg }) =>
            u.username === BOT &&
            !t &&
            ![ANSWER, NOTICE, LATE].some((known) => known.test(msg)) &&
            msg !== EN.NOT_RESUMED &&
            !isWelcome({ msg }),
        )
        .map(({ msg }) => msg),
    };
  });
  const asked = found.flatMap((room) => room.asked);
  const unanswered = found.flatMap((room) => room.unanswered);
  const twice = found.flatMap((room) => room.twice);
  const late = found.flatMap((room) => room.late);
  const givenUp = found.flatMap((room) => room.givenUp);
  return {
    asked,
    once: asked.length - unanswered.length - twice.length - late.length - givenUp.length,
    unanswered,
    twice,
    late,
    givenUp,
    inOrder: found.filter(({ isInOrder }) => isInOrder).map(({ rid }) => rid),
    notices: found.reduce((sum, { notices }) => sum + notices, 0),
    strange: found.flatMap((room) => room.strange),
  };
}

/** Rows of the app's outbox: what waits, and what it has given up. */
export function outboxRows(store: Store): string[] {
  return [...store.persistence.values()].flatMap(({ associations }) =>
    associations.map(({ id }) => id).filter((id) => id.startsWith('outbox:')),
  );
}
