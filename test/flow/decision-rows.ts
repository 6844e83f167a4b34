import type { EventOf } from '@rocketchat-openclaw/shared';
import { CELLS, type Policy } from './decisions.ts';
import { type Posts, said } from './says.ts';
import { PEOPLE, PLACES } from './who-and-where.ts';

/** One cell of a table. */
export interface Row {
  readonly place: string;
  readonly who: string;
  readonly says: string;
  readonly expected: string;
}

/** A misspelt word in a table is an error here, not a row less. */
export function rowsOf({ name, table }: Policy): Row[] {
  const [head = [], ...lines] = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ +/));
  return lines.flatMap(([place = '', who = '', ...cells]) => {
    const filled = cells.length === 1 ? head.map(() => cells[0] ?? '') : cells;
    if (filled.length !== head.length) throw new Error(`${name}: ${place} ${who} has ${cells.length} cells`);
    if (!(place in PLACES && who in PEOPLE)) throw new Error(`${name}: who is ${who} in ${place}?`);
    return head.flatMap((says, i) => (filled[i] === '.' ? [] : [{ place, who, says, expected: codeFor(filled[i]) }]));
  });
}

export const columnsOf = ({ table }: Policy): string[] => table.trim().split('\n')[0]?.trim().split(/ +/) ?? [];

/** The message of a row, in a room of its own where the policy names none. */
export function messageOf({ place, who, says }: Row, id: string, posts: Posts): EventOf<'message.sent'> {
  const at = Date.now();
  const room = PLACES[place]?.(`Room-${id}`);
  const actor = new Map(Object.entries(PEOPLE)).get(who);
  if (!room || !actor) throw new Error(`who is ${who} in ${place}?`);
  const message = { id, mentions: [], files: [], createdAt: at, ...said(says, posts) };
  return { id: `message.sent:${id}`, type: 'message.sent', at, room, actor, message };
}

function codeFor(cell = ''): string {
  const code = Object.entries(CELLS).find(([word]) => word === cell)?.[1];
  if (!code) throw new Error(`no cell is called ${JSON.stringify(cell)}`);
  return code;
}
