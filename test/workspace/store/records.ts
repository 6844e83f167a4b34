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
  prid?: string;
  customFields?: Record<string, unknown>;
}

export interface SubscriptionRecord {
  rid: string;
  uid: string;
  roles: string[];
  ls: Date;
}

export interface Mention {
  _id: string;
  username: string;
  name?: string;
  type?: 'user' | 'team';
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
  /** Set on system messages. */
  t?: string;
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
  uid: string;
  text: string;
  sender: UserRef;
  at: Date;
}
