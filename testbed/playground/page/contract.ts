import type { MessageRecord, RoomRecord } from '../../workspace/store/records.ts';
import type { WorkspaceEvent } from '../../workspace/stream.ts';
import type { Hop } from '../trace.ts';

// The protocol between the page and the server of the playground. Types only: the page runs none of the server's code.

/** A value after its way through JSON: dates are ISO strings. */
export type Json<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Json<T[K]> } : T;

export type Message = Json<MessageRecord>;
export type Room = Json<RoomRecord>;
export type StreamEvent = Json<WorkspaceEvent>;

/** `GET /playground/about`: whom one can type as, and who answers. */
export interface About {
  readonly people: readonly { readonly username: string; readonly name: string; readonly isAdmin: boolean }[];
  readonly bot: string;
  /** `scripted`, or the name of a real one. */
  readonly model: string;
  /** Words to try; none where a real model answers. */
  readonly tries: readonly Try[];
}

/** A word that the scripted model knows. */
export interface Try {
  readonly word: string;
  /** What one sees then, as a part of a sentence. */
  readonly shows: string;
}

/** `GET /playground/happenings`: the state of both halves, and the last hops, oldest first. */
export interface Happenings {
  readonly gateway: Light;
  readonly app: Light;
  readonly hops: readonly Hop[];
  /** By message id. */
  readonly decisions: Readonly<Record<string, readonly Decision[]>>;
}

/** The app let something about a message out of the workspace, or kept it; `why` is the app's own word. */
export interface Decision {
  readonly leaves: boolean;
  readonly why: string;
}

export interface Light {
  readonly is: 'good' | 'waiting' | 'bad';
  readonly why: string;
}
