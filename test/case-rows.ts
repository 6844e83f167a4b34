import type { Reporter, TestModule } from 'vitest/node';
import { toPrint } from './run-so-far.ts';

/**
 * Failures of the past, each an example of a kind. A test names the rows that it holds in brackets, such as
 * `[S6] two workspaces …`. S rows are rights that somebody could gain: docs/security.md says what stops each of them.
 * F rows are messages and answers that got lost or changed on their way. L rows are about the life and the state of a half.
 */
export const ROWS = {
  S1: 'a control that a model made carries words, not rights',
  S2: 'nothing is written into a room that is closed to the app',
  S3: 'an argument that amounts to a command needs the right of that command',
  S4: 'a person who may talk may ask for the status',
  S4b: 'an owner is an operator, and a person may stop their own run',
  S5: 'a label in the prompt is a label, whatever is in it',
  S6: 'two workspaces on one gateway share nothing',
  S7: 'the owner of one workspace is nobody in another',
  S8: 'no control character reaches a log',
  S9: 'every answer is read with a bound',
  S10: 'an extreme value stops nothing',
  S11: 'an upload is the bytes that were announced',
  S12: 'a token counts once',
  S13: 'every command is bounded',
  S13b: 'a lane that is full costs the other lanes nothing',
  S14: 'the gateway reads only where the bot is, or was addressed',
  S15: 'nothing anonymous reaches the sandbox of the app',
  S16: 'one authorization header, and the path as it was sent',
  S17: 'the words of an editor are never the words of the author',
  S18: 'a message from a webhook, bridge or import is a bot’s',
  S19: 'no display name passes for somebody else or for the agent',
  S20: 'nothing that was said while the app was off ever leaves',
  S21: 'private conversations are kept apart, or a warning says that they are not',
  S22: 'a bot that was banned from a room neither hears nor speaks there',
  S23: 'nothing that was said in a closed time ever leaves',
  S24a: 'files of the gateway are readable by their owner alone',
  S24b: 'text of finished events does not stay in the database',
  S24c: 'the secret does not stay in the settings of the app',
  S24d: 'connect stores the secret itself',
  S24e: 'a previous secret that stays is found by the audit',
  S24f: 'both artefacts carry their licences',
  S25: 'an open panel gives no right: each click is judged anew',
  F1: 'quotations, forwarded messages, attachments and blocks are part of a message',
  F2: 'a caption is the text of its file, and its mentions count',
  F3: 'punctuation and markup around a mention do not hide the bot',
  F4: 'a waiting question that is edited or deleted is answered as it stands now, or not at all',
  F5: 'a prefix is a command only before the name of a command',
  F6: 'a quotation of the bot addresses the bot',
  F7: 'a thread under anything that was posted as the bot is a thread of the bot',
  F8: 'a thread reply that is also shown in the room is in the history of the room',
  F9: 'people behind one bridge have names of their own',
  F10: 'a cut leaves characters whole, keeps the extension of a file and says that it was made',
  F11: 'a user id of any shape is accepted',
  F12: 'code arrives byte for byte',
  F13: 'formulas arrive as they were written',
  F14: 'links, notes, lists and HTML of a model look right in Rocket.Chat',
  F15: 'an answer without visible characters ends in a sentence or in permitted silence',
  F16: 'where the bot cannot write, the person hears why and the model is not asked',
  F17: 'an agent that may stay silent does so without an error',
  F18: 'approvers see what waits for them, and the asker sees who was asked',
  F19: 'a person hears when OpenClaw is not connected or away',
  F20: 'every emoji of Rocket.Chat can be a reaction',
  F21: 'a send that is repeated under another limit arrives whole and once',
  F22: 'a stop ends only the run of the person who asked for it',
  F23: 'an edit or deletion counts until the gateway has answered',
  F24: 'a typed answer matches with a mention in front of it',
  F25: 'a command that somebody typed always gets an answer',
  F26: 'a mention where the bot is switched off, paused or not listed gets the reason',
  F27: 'the agent hears that its own message was deleted',
  F28: 'the agent hears of its joining a room before the first question there',
  F29: '`openclaw message send --media` sends the file or says what to do',
  F30: '`member-info` works with the id of the room, which the prompt asks for; without it OpenClaw refuses',
  F31: 'the notification of an answer with a file has its text',
  F32: 'a channel that OpenClaw keeps off after several crashes is reported in Rocket.Chat',
  L1: 'an account that stops slowly takes out only itself, and each of its parts in bounded time',
  L2: 'a start that fails leaves nothing open',
  L3: 'no promise is without an owner that catches',
  L4: 'what a claim costs does not depend on how much waits',
  L5: 'a backup that is restored answers nothing twice',
  L6: 'one file per account, with a version, and 0.1.0 is taken over without loss',
  L7: 'where the server refuses `/openclaw` after the process of the app has died, the app says so, and goes on hearing',
  L8: 'a slip in a comparison, a room or an order of calls fails a test',
  L9: 'an OpenClaw that we have not tested with is named, and its sessions stay as they are',
  L10: 'the process of the app ends when its server dies',
  L11: 'a ban ends the membership of the bot, though the server tells no leaving',
} as const satisfies Record<string, string>;

export type Row = keyof typeof ROWS;

/** A test that names a row. */
export interface CountedRow {
  readonly row: string;
  readonly isPassed: boolean;
}

const NAMED = /\[([A-Z]\d+[a-z]?)\]/g;

/** Closes a run with one table: how many tests of each row passed, and how many rows held of those that were run. */
export class CaseRows implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const named = tests.flatMap((test) =>
      rowsIn(test.fullName).map((row) => ({ row, isPassed: test.result().state === 'passed' })),
    );
    const table = rowTable(toPrint('rows', named));
    if (table) console.log(`\n${table}\n`);
  }
}

/** Empty where no test named a row. */
export function rowTable(tests: readonly CountedRow[]): string {
  const counts = new Map<string, { passed: number; all: number }>();
  for (const { row, isPassed } of tests) {
    const { passed, all } = counts.get(row) ?? { passed: 0, all: 0 };
    counts.set(row, { passed: passed + (isPassed ? 1 : 0), all: all + 1 });
  }
  return counts.size > 0 ? table(counts) : '';
}

/** The rows that the name of a test, or of a suite around it, names: each once. */
export function rowsIn(name: string): string[] {
  return [...new Set([...name.matchAll(NAMED)].map(([, row = '']) => row))];
}

function table(counts: ReadonlyMap<string, { passed: number; all: number }>): string {
  const run = Object.entries(ROWS).filter(([row]) => counts.has(row));
  const held = run.filter(([row]) => counts.get(row)?.passed === counts.get(row)?.all);
  const lines = run.map(([row, what]) => {
    const { passed = 0, all = 0 } = counts.get(row) ?? {};
    return `${row.padEnd(5)} ${`${passed} of ${all}`.padEnd(11)} ${what}`;
  });
  const missing = Object.keys(ROWS).filter((row) => !counts.has(row));
  const left = missing.length > 0 ? `; no test of this run names ${missing.join(', ')}` : '';
  return [...lines, `rows held: ${held.length} of ${run.length}${left}`].join('\n');
}
