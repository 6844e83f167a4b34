import type { OutgoingRequest } from '../workspace/bridges/http-bridge.ts';
import type { WorkspaceEvent } from '../workspace/stream.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Hop, inTime } from './trace.ts';

/** A request to the agent's model, and when it came. */
export interface Question {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface HopWatch {
  /** Oldest first. */
  list(): Hop[];
  stop(): void;
}

const KEPT = 400;
const LOG_POLL_MS = 50;

/** Notes what both halves do, as far as it can be seen from the workspace and from the model. */
export function watchHops(workspace: Workspace, bot: string, questions: () => readonly Question[]): HopWatch {
  const noted: Hop[] = [];
  const note = (hop: Hop | undefined) => {
    if (hop) noted.push(hop);
    if (noted.length > KEPT) noted.splice(0, noted.length - KEPT);
  };
  const unsubscribe = workspace.stream.subscribe((event) => note(hopOf(event, bot, workspace)));

  // Log lines carry no time of their own.
  let read = workspace.logs.length;
  const timer = setInterval(() => {
    const lines = workspace.logs.slice(read);
    read = workspace.logs.length;
    for (const line of lines) if (/^(warn|error)/i.test(line)) note({ step: 'warned', at: Date.now(), detail: line });
  }, LOG_POLL_MS).unref();

  return {
    list() {
      const pushed = workspace.outgoing.slice(-KEPT).flatMap(hopsOfPush);
      const asked = questions().slice(-KEPT);
      return inTime([
        ...noted,
        ...pushed,
        ...asked.map(({ at }): Hop => ({ step: 'asked', at, detail: 'the agent asks its model' })),
      ]);
    },
    stop() {
      unsubscribe();
      clearInterval(timer);
    },
  };
}

function hopOf(event: WorkspaceEvent, bot: string, { store }: Workspace): Hop | undefined {
  if (event.type === 'typing' && event.user === bot && event.on) {
    return {
      step: 'typing',
      at: Date.now(),
      detail: `@${bot} is typing in ${nameOf(event.room, store)}`,
      room: event.room,
    };
  }
  if (event.type !== 'message' || event.message.t || event.message.editedAt) return undefined;
  const { _id, u, msg, tmid, tlm, ts } = event.message;
  // The first message of a thread comes again with each reply.
  if (tlm) return undefined;
  const where = `${nameOf(event.room, store)}${tmid ? ', in a thread' : ''}`;
  const seen = { at: u.username === bot ? Date.now() : ts.getTime(), room: event.room, messageId: _id };
  const step = u.username === bot ? 'replied' : 'said';
  return { ...seen, step, detail: `@${u.username} in ${where}: ${shorten(msg)}` };
}

function hopsOfPush({ url, body, startedAt, endedAt, status, error }: OutgoingRequest): Hop[] {
  const events = readEvents(body);
  const what = events.map(({ type }) => type).join(', ') || 'something';
  const [about] = events.flatMap(({ message }) => (message?.id ? [message.id] : []));
  const of = about === undefined ? {} : { messageId: about };
  const hops: Hop[] = [{ step: 'pushed', at: startedAt, detail: `${what} → ${url}`, ...of }];
  if (status !== undefined) {
    hops.push({ step: 'answered', at: endedAt ?? startedAt, detail: `${status} for ${what}`, status, ...of });
  } else if (error !== undefined) {
    hops.push({ step: 'unreachable', at: endedAt ?? startedAt, detail: error, ...of });
  }
  return hops;
}

interface PushedEvent {
  readonly type: string;
  readonly message?: { readonly id?: string };
}

/** Our own app wrote it, but only just: what cannot be read is shown without its name. */
function readEvents(body: string): readonly PushedEvent[] {
  try {
    const { payload } = JSON.parse(body) as { payload: string };
    return (JSON.parse(payload) as { events: PushedEvent[] }).events;
  } catch {
    return [];
  }
}

function nameOf(room: string, store: Workspace['store']): string {
  const record = store.rooms.get(room);
  return record?.name ? `#${record.name}` : `the direct messages of ${(record?.usernames ?? []).join(' and ')}`;
}

const shorten = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
