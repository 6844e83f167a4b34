import { HAPPENINGS } from './happenings.ts';
import { KINDS } from './places.ts';

/** The events that left, with the app's reason, by `kind of room | is the bot in it | what happened`. */
export type Cells = Map<string, { readonly left: readonly string[]; readonly why: string }>;

const HEAD = `# What leaves the workspace

Written by \`test/flow/events-table.test.ts\` from what the real Apps-Engine did in both sandboxes, and compared with it in every
run: \`UPDATE_DOCS=1 npx vitest run --project flow test/flow/events-table.test.ts\` writes it anew.

A name such as \`message.sent\` is the event that left, followed by the reason. \`—\` stayed in the workspace, for this reason; an empty
cell cannot happen there. _addressed_ and _rooms_ are the two values of the setting _What is sent to OpenClaw_. The bot's own messages,
edits and reactions never leave, whatever the setting. If somebody else deletes a message of the bot, \`own-deleted\` leaves. Livechat
means conversations with visitors of a website (omnichannel).
`;

/** One table for each kind of room. */
export function writeTables(addressed: Cells, rooms: Cells): string {
  const sections = KINDS.map((kind) => {
    const columns = [true, false].flatMap((isBotIn) => {
      const isThere = [...addressed.keys()].some((key) => key.startsWith(`${kind} | ${isBotIn} |`));
      return isThere
        ? [
            { isBotIn, scope: 'addressed', cells: addressed },
            { isBotIn, scope: 'rooms', cells: rooms },
          ]
        : [];
    });
    const head = columns.map(({ isBotIn, scope }) => `${isBotIn ? 'bot in it' : 'bot not in it'}, _${scope}_`);
    const rows = HAPPENINGS.flatMap(({ name }) => {
      const row = columns.map(({ isBotIn, cells }) => show(cells.get(`${kind} | ${isBotIn} | ${name}`)));
      return row.some(Boolean) ? [[name, ...row]] : [];
    });
    return `## ${capital(kind)}\n\n${align([['', ...head], ...rows])}\n`;
  });
  return [HEAD, ...sections].join('\n');
}

function show(cell: { left: readonly string[]; why: string } | undefined): string {
  if (!cell) return '';
  return cell.left.length > 0 ? `\`${cell.left.join('`, `')}\` ${cell.why}` : `— ${cell.why}`;
}

/** A Markdown table whose columns stand under one another in a terminal too. */
export function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
