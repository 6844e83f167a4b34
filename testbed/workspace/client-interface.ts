import type { MessageRecord, RoomRecord } from './store/records.ts';

/** A person at work, over the same REST API that a real client has. A room is `#general`, `@carol` or a room id. */
export interface Client {
  say(room: string, text: string, options?: { threadId?: string }): Promise<MessageRecord>;
  edit(messageId: string, text: string): Promise<MessageRecord>;
  delete(messageId: string): Promise<void>;
  /** @param on leave it out to toggle */
  react(messageId: string, emoji: string, on?: boolean): Promise<void>;
  /** @param caption the text of the message, as clients since 8.4 send it; `description` is where phones have it */
  upload(room: string, file: ClientFile, caption?: string, options?: UploadOptions): Promise<MessageRecord>;
  directRoomWith(username: string): Promise<RoomRecord>;
  /** A direct room of more than two. */
  createGroupDirect(usernames: readonly string[]): Promise<RoomRecord>;
  createRoom(name: string, options?: NewRoomOptions): Promise<RoomRecord>;
  createDiscussion(parent: string, title: string, usernames?: readonly string[]): Promise<RoomRecord>;
  /** Newest last. */
  history(room: string): Promise<MessageRecord[]>;
  /** The replies, newest last; the root is not among them. */
  thread(messageId: string): Promise<MessageRecord[]>;
  invite(room: string, username: string): Promise<void>;
  kick(room: string, username: string): Promise<void>;
  /** Since Rocket.Chat 9.0. */
  ban(room: string, username: string): Promise<void>;
  unban(room: string, username: string): Promise<void>;
  leave(room: string): Promise<void>;
  rooms(): Promise<RoomRecord[]>;
  /** `/command words`, and what it answers only to this person comes over the stream. */
  command(room: string, line: string, options?: { threadId?: string }): Promise<void>;
  /** Clicks a button of a message. @param value what the button carries */
  click(appId: string, messageId: string, actionId: string, value?: unknown): Promise<Response>;
  /** Sends a form that an app has opened. @param values what is entered, by the `actionId` of the field */
  submit(appId: string, view: FormView, values: Record<string, string>): Promise<Response>;
  /** Any UIKit interaction in the client's own form: `{type, actionId, triggerId, payload, …}`. */
  interact(appId: string, interaction: object): Promise<Response>;
  /** Any endpoint, for what has no method here. Throws a `ClientError` on `success: false`. */
  call(method: 'GET' | 'POST', path: string, params?: object): Promise<Record<string, unknown>>;
  /** For the headers of a request of one's own, or `GET /stream?token=…`. */
  login(): Promise<{ userId: string; authToken: string }>;
}

/** A form, as far as a client needs it to send it. */
export interface FormView {
  readonly id: string;
  readonly blocks: readonly unknown[];
}

export interface UploadOptions {
  readonly threadId?: string;
  readonly description?: string;
  /** Of a picture. */
  readonly altText?: string;
}

export interface NewRoomOptions {
  readonly isPrivate?: boolean;
  /** End to end: from then on this client sends ciphertext there. */
  readonly isEncrypted?: boolean;
  readonly members?: readonly string[];
}

export interface ClientFile {
  name: string;
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}
