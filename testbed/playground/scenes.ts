import type { Say, Speech } from '../gateway/model.ts';
import type { Received } from '../gateway/prompt.ts';
import { longAnswer } from './long-answer.ts';
import type { Try } from './page/contract.ts';
import { PICTURE_NAME } from './workspace-files.ts';

const REPORT = {
  blocks: [
    {
      type: 'buttons',
      buttons: [
        { label: 'Short', value: 'short', style: 'primary' },
        { label: 'Detailed', value: 'detailed' },
        { label: 'No report', value: 'none', style: 'danger' },
      ],
    },
    {
      type: 'select',
      placeholder: 'Or on another day',
      options: ['Monday', 'Tuesday', 'Friday'].map((day) => ({ label: day, value: day.toLowerCase() })),
    },
  ],
};

/** The scripted model plays a scene when somebody says `word` to it and nothing else. */
export interface Scene {
  readonly word: string;
  /** One line for the list that `help` gives. */
  readonly shows: string;
  readonly first: (received: Received) => Say;
  /** Its answer to the result of the tool that it called. */
  readonly after?: (result: string) => string;
}

export const STREAMED = [
  'This answer is written while you read it.',
  'The first words are posted at once, and the message grows as the model goes on: it is edited, at most once a second, and never posted a second time.',
  'You are notified once. Nobody has to wait for the end to see that something is coming, and no second notification says that it came.',
  'When the last word is there, the message is exactly what the model has said, and “is typing” goes away.',
].join('\n\n');

export const QUESTION = 'What shall I order for lunch?';
export const ORDERS = ['Pizza', 'Salad', 'Sushi'] as const;

const COMMAND = 'date -u +%A';

export const SCENES: readonly Scene[] = [
  { word: 'stream', shows: 'an answer that grows while it is written', first: () => slowly(STREAMED) },
  {
    word: 'table',
    shows: 'a table, in a form that Rocket.Chat shows',
    first: () =>
      'Planets:\n\n| planet | moons | a day |\n|---|---:|---|\n| Earth | 1 | 24 h |\n| Mars | 2 | 24 h 37 min |',
  },
  {
    word: 'code',
    shows: 'a code block',
    first: () => 'Like this:\n\n```ts\nexport const answer = (question: string): number => 42;\n```\n\nIt is `42`.',
  },
  { word: 'long', shows: 'an answer of 12,000 characters, in several messages', first: longAnswer },
  {
    word: 'shout',
    shows: 'an answer that tries to ping everybody, and pings nobody',
    first: () => '@all @here wake up! And you too, @carol.',
  },
  {
    word: 'thread',
    shows: 'in a room, an answer in a thread under your message',
    first: () => '[[reply_to_current]] Here, in a thread of its own, so that the room stays quiet.',
  },
  {
    word: 'ask me',
    shows: 'a question with buttons, that the agent waits for',
    first: () =>
      call('ask_user', {
        questions: [{ id: 'lunch', header: 'Lunch', question: QUESTION, options: ORDERS.map((label) => ({ label })) }],
      }),
    after: (result) =>
      `Thank you. I order: ${ORDERS.find((label) => result.includes(label)) ?? 'nothing from the list'}.`,
  },
  {
    word: 'approve',
    shows: 'a command that runs only when its owner, alice, has allowed it',
    first: () => call('exec', { command: COMMAND }),
    after: (result) => `\`${COMMAND}\` gave me:\n\n\`\`\`\n${result}\n\`\`\``,
  },
  {
    word: 'buttons',
    shows: 'buttons and a list to choose from; what you choose goes to the agent',
    first: () => call('message', { action: 'send', message: 'How shall the report look?', presentation: REPORT }),
    after: unlessFailed('NO_REPLY'),
  },
  {
    word: 'poll',
    shows: 'a poll with buttons',
    first: () =>
      call('message', {
        action: 'poll',
        pollQuestion: 'Where shall we meet?',
        pollOption: ['At the office', 'In the park', 'Online'],
      }),
    after: unlessFailed('NO_REPLY'),
  },
  {
    word: 'file',
    shows: 'a picture and a document',
    first: () => call('write', { path: 'minutes.txt', content: 'Minutes\n\n1. We met.\n2. We agreed.\n' }),
    after: unlessFailed(`Here are a picture and the minutes.\n\nMEDIA:./${PICTURE_NAME}\nMEDIA:./minutes.txt`),
  },
  {
    word: 'react',
    shows: 'a reaction to your message',
    first: ({ messageId }) => call('message', { action: 'react', messageId, emoji: 'tada' }),
    after: unlessFailed('I have put a 🎉 on your message.'),
  },
  { word: 'error', shows: 'what you see when the model fails', first: () => ({ status: 400 }) },
];

/** All words to try. */
export const TRIES: readonly Try[] = [
  ...SCENES.map(({ word, shows }) => ({ word, shows })),
  { word: 'help', shows: 'this list' },
];

/** The scene that somebody asked for, whatever mention stands before it. */
export function sceneOf(text: string): Scene | undefined {
  const words = text
    .trim()
    .replace(/^(?:@\S+\s+)+/, '')
    .toLowerCase();
  return SCENES.find(({ word }) => word === words);
}

export const HELP = [
  'Say one of these, or anything else, which I repeat:',
  '',
  ...SCENES.map(({ word, shows }) => `- \`${word}\`: ${shows}`),
].join('\n');

const PIECE_CHARS = 16;
const PIECE_MS = 250;

/** At the pace of somebody who reads along. */
function slowly(text: string): Speech {
  return { text, pieces: Math.ceil(text.length / PIECE_CHARS), pauseMs: PIECE_MS };
}

function call(tool: string, given: Record<string, unknown>): Speech {
  return { calls: [{ tool, arguments: given }] };
}

/** It does not claim what its tool could not do. */
function unlessFailed(words: string) {
  return (result: string): string => {
    const failed = /^Validation failed|"status": ?"error"/.test(result);
    return failed ? `That did not work: ${result.split('\n', 2).join(' ')}` : words;
  };
}
