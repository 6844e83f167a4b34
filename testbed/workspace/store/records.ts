// The documents as Rocket.Chat keeps them in Mongo; apps see them only through ../convert.

export interface UserRef {
  _id: string;
  username: string;
  name?: string;
}

export interface UserRecord {
  _id: string;
  username: string;
  name: string;
  type: 'user' | 'bot' | 'app';
  roles: string[];
  emails: { address: string; verified: boolean }[];
  status: string;
  statusText?: string;
  active: boolean;
  createdAt: Date;
  _updatedAt: Date;
  /** In clear, because nothing here is a secret. */
  password?: string;
  appId?: string;
  settings?: { preferences?: { language?: string } };
}

export type RoomKind = 'c' | 'p' | 'd' | 'l';

export interface RoomRecord {
  _id: string;
  t: RoomKind;
  name?: string;
  fname?: string;
  u: UserRef;
  ts: Date;
  _updatedAt: Date;
  lm?: Date;
  msgs: number;
  /** Direct rooms only. */
  uids?: string[];
  usernames?: string[];
  default?: boolean;
  ro?: boolean;
  archived?: boolean;
  encrypted?: boolean;
  federated?: boolean;
  muted?: string[];
  unmuted?: string[];
  topic?: string;
  description?: string;
  /** The main room of a team has its name. */
  teamId?: string;
  teamMain?: boolean;
  /** Of a discussion: the room that it belongs to. */
  prid?: string;
  /** Livechat rooms only. */
  v?: { _id: string; username: string; token: string; status: string };
  servedBy?: UserRef;
  open?: boolean;
  customFields?: Record<string, unknown>;
}

/** An incoming webhook. Its token lets anybody post as the user, under any name. */
export interface IntegrationRecord {
  _id: string;
  token: string;
  name: string;
  userId: string;
  /** `#room` or `@person`, unless a payload names another. */
  channel: string;
  alias?: string;
  emoji?: string;
  avatar?: string;
}

/** Somebody who writes to a website's chat: no user of the workspace. */
export interface VisitorRecord {
  _id: string;
  token: string;
  username: string;
  name: string;
  visitorEmails: { address: string }[];
  ts: Date;
  _updatedAt: Date;
}

export interface SubscriptionRecord {
  rid: string;
  uid: string;
  roles: string[];
  ls: Date;
  /** Banned users stay subscribed. */
  status?: 'BANNED';
}

export interface Mention {
  _id: string;
  username: string;
  name?: string;
  type?: 'user' | 'team';
}

export interface EncryptedContent {
  algorithm: string;
  ciphertext: string;
}

export interface FileRef {
  _id: string;
  name: string;
  type: string;
  size: number;
  format?: string;
  typeGroup?: string;
}

export interface MessageRecord {
  _id: string;
  rid: string;
  msg: string;
  ts: Date;
  _updatedAt: Date;
  u: UserRef;
  /** Set on system messages, and `e2e` on encrypted ones. */
  t?: string;
  /** For clients that share the key; `msg` is empty then. */
  content?: EncryptedContent;
  e2e?: 'pending' | 'done';
  /** The client names whom it mentions, because the server cannot read it. */
  e2eMentions?: { e2eUserMentions?: string[] };
  /** Of the visitor, on what a visitor writes. */
  token?: string;
  /** Of the message that announces a discussion: its room. */
  drid?: string;
  tmid?: string;
  tcount?: number;
  tlm?: Date;
  tshow?: boolean;
  replies?: string[];
  mentions?: Mention[];
  channels?: { _id: string; name: string }[];
  urls?: { url: string }[];
  editedAt?: Date;
  editedBy?: UserRef;
  reactions?: Record<string, { usernames: string[] }>;
  file?: FileRef;
  files?: FileRef[];
  attachments?: Record<string, unknown>[];
  alias?: string;
  avatar?: string;
  emoji?: string;
  groupable?: boolean;
  /** Of what an integration has posted: which one. */
  bot?: { i: string };
  /** Of what another Matrix server has sent. */
  federation?: { eventId: string };
  /** `slackbridge`. */
  imported?: string;
  _importFile?: object;
  sentByEmail?: boolean;
  parseUrls?: boolean;
  blocks?: unknown[];
  customFields?: Record<string, unknown>;
  pinned?: boolean;
  _hidden?: boolean;
}

export interface UploadRecord {
  _id: string;
  name: string;
  type: string;
  size: number;
  rid: string;
  userId: string;
  bytes: Buffer;
  uploadedAt: Date;
  /** False between `rooms.media` and `rooms.mediaConfirm`. */
  confirmed: boolean;
}

export interface PersistenceRecord {
  _id: string;
  appId: string;
  associations: { model: string; id: string }[];
  data: object;
}

/** A message that only one person sees; it is broadcast and never stored by the server, we keep it to look at. */
export interface EphemeralRecord {
  rid: string;
  tmid?: string;
  uid: string;
  text: string;
  sender: UserRef;
  at: Date;
}
