import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import type { LayoutBlock } from '@rocket.chat/ui-kit';
import { ids, marked, plain } from '../commands/blocks.ts';
import { clock, pause } from '../machine.ts';
import { outboxAccessors } from '../push/outbox-accessors.ts';
import { lastWays, tryWays } from '../push/try-ways.ts';
import type { Words } from '../texts/words.ts';
import type { Telling } from '../workspace/workspace.ts';
import { describeClock, describeWays } from './connection.ts';
import { logLines } from './log.ts';
import { describeOutbox, failedLines } from './outbox.ts';
import { type Asking, rightsOf } from './panel-rights.ts';
import { describeEgress } from './status.ts';

/** Buttons of the panel. */
export const ACTION = {
  refresh: 'panel-refresh',
  pause: 'panel-pause',
  resume: 'panel-resume',
  resend: 'panel-resend',
  on: 'panel-room-on',
  off: 'panel-room-off',
} as const;

/** Clients forget a trigger after 5 s, so a gateway that is slow must not hold the panel up. */
const TRIED_MS = 1_500;
const MOST_FAILED = 5;
const MOST_LOGGED = 10;

export interface View {
  readonly id: string;
  readonly title: ReturnType<typeof plain>;
  readonly blocks: LayoutBlock[];
}

/**
 * The panel as this person may see it now.
 *
 * @param id stays the same while a panel is open: clients look for it
 * @param note what the click before it has done
 */
export async function panelView(id: string, asking: Asking, telling: Telling, note?: string): Promise<View> {
  const { isAdmin, room } = await rightsOf(asking, telling.read);
  const parts = await Promise.all([
    isAdmin ? adminBlocks(asking, telling) : [],
    room ? roomBlocks(room, asking.words, telling) : [],
  ]);
  const blocks = [...(note ? [said('note', note)] : []), ...parts.flat()];
  return viewOf(id, asking.words, blocks.length > 0 ? blocks : [said('none', asking.words.PANEL.notYours)]);
}

/** If reading takes too long. */
export const slowView = (id: string, { room, words }: Asking): View =>
  viewOf(id, words, [
    said('slow', words.PANEL.isSlow),
    row('again', [button(ACTION.refresh, words.PANEL.refresh, room)]),
  ]);

const viewOf = (id: string, { PANEL }: Words, blocks: LayoutBlock[]): View => ({
  id,
  title: plain(PANEL.title),
  blocks,
});

async function adminBlocks({ by, room, words }: Asking, telling: Telling): Promise<LayoutBlock[]> {
  const { PANEL } = words;
  const { app, read } = telling;
  const [connection, outbox, failed, logged, egress] = await Promise.all([
    describeConnection(telling, words),
    describeOutbox(app.outbox.open(), !app.ways.out.state().fault, telling, clock(), words),
    failedLines({ by, words }, telling, clock(), MOST_FAILED),
    app.deliveries.latest(read).then((noted) => logLines(noted.slice(0, MOST_LOGGED), { by, words }, telling)),
    app.memory.egress.refresh(read),
  ]);
  const pausing = egress.paused
    ? button(ACTION.resume, PANEL.resume, room, 'primary')
    : button(ACTION.pause, PANEL.pause, room);
  return [
    said('connection', connection),
    said('egress', describeEgress(egress, words)),
    said('outbox', outbox || PANEL.nothingWaits),
    row('outbox-buttons', [button(ACTION.refresh, PANEL.refresh, room), pausing]),
    { ...ids('after-outbox'), type: 'divider' },
    said('failed', [PANEL.failed(failed.length), ...failed].join('\n')),
    ...(failed.length > 0 ? [row('failed-buttons', [button(ACTION.resend, PANEL.resend, room)])] : []),
    { ...ids('after-failed'), type: 'divider' },
    said('log', [PANEL.log(logged.length), ...logged].join('\n')),
  ];
}

async function describeConnection({ app, read, http, persistence }: Telling, words: Words): Promise<string> {
  const tried = tryWays(app, { read, http }).then((ways) => {
    // As the status does: what waits is sent where the gateway is there.
    if (ways.are !== 'cut') app.outbox.wake(outboxAccessors({ app, read, http, persistence }));
    return [describeWays(ways, words), describeClock(ways, words)].filter(Boolean).join('\n');
  });
  const known = pause(TRIED_MS).then(async () => {
    const ways = await lastWays(app, { read, http }).catch(() => undefined);
    return ways ? [describeWays(ways, words), words.PANEL.asBefore].join('\n') : words.PANEL.stillTrying;
  });
  return Promise.race([tried, known]);
}

async function roomBlocks(room: IRoom, { PANEL }: Words, { app, read }: Telling): Promise<LayoutBlock[]> {
  const isOff = (await app.memory.closed.refresh(read)).running('switched-off', room.id).length > 0;
  const other = isOff ? button(ACTION.on, PANEL.on, room, 'primary') : button(ACTION.off, PANEL.off, room);
  return [
    { ...ids('before-room'), type: 'divider' },
    said('room', isOff ? PANEL.roomIsOff : PANEL.roomIsOn),
    row('room-buttons', [other]),
  ];
}

const said = (name: string, text: string): LayoutBlock => ({ ...ids(name), type: 'section', text: marked(text) });

const row = (name: string, elements: ReturnType<typeof button>[]): LayoutBlock => ({
  ...ids(name),
  type: 'actions',
  elements: elements.map((each) => ({ ...ids(name), ...each })),
});

/** A click in a view brings no room (communication/uikit.ts), so the button names it. It gives no right to anything. */
const button = (actionId: string, text: string, room: IRoom | undefined, style?: 'primary') =>
  ({ type: 'button', actionId, text: plain(text), value: room?.id ?? '', ...(style && { style }) }) as const;
