import type { IAppInfo } from '@rocket.chat/apps-engine/definition/metadata/index.js';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings/index.js';
import type { ILoggerStorageEntry } from '@rocket.chat/apps-engine/server/logging/index.js';
import { AppSourceStorage } from '@rocket.chat/apps-engine/server/storage/AppSourceStorage.js';
import {
  AppLogStorage,
  AppMetadataStorage,
  type IAppStorageItem,
} from '@rocket.chat/apps-engine/server/storage/index.js';
import { redact } from './redact.ts';

/** ee/server/apps/storage: documents are copied in and out, as through Mongo. */
export class MemoryMetadataStorage extends AppMetadataStorage {
  private readonly items: Map<string, IAppStorageItem>;
  private readonly newId: () => string;
  private readonly now: () => Date;
  private readonly removal: () => Promise<unknown>;
  constructor(
    newId: () => string,
    clock: () => number,
    items = new Map<string, IAppStorageItem>(),
    removal: () => Promise<unknown> = () => Promise.resolve(),
  ) {
    super('memory');
    this.newId = newId;
    this.items = items;
    this.now = () => new Date(clock());
    this.removal = removal;
  }

  /** The new `_id` is the secret part of private API paths: it stays over updates and changes with a reinstall. */
  async create(item: IAppStorageItem): Promise<IAppStorageItem> {
    if (this.items.has(item.id)) throw new Error('App already exists.');
    const now = this.now();
    const stored = { ...structuredClone(item), _id: this.newId(), createdAt: now, updatedAt: now };
    this.items.set(item.id, stored);
    return structuredClone(stored);
  }

  async retrieveOne(id: string): Promise<IAppStorageItem | null> {
    return structuredClone(this.items.get(id) ?? null);
  }

  async retrieveAll(): Promise<Map<string, IAppStorageItem>> {
    return structuredClone(this.items);
  }

  async retrieveAllPrivate(): Promise<Map<string, IAppStorageItem>> {
    return this.retrieveAll();
  }

  async remove(id: string): Promise<{ success: boolean }> {
    await this.removal();
    return { success: this.items.delete(id) };
  }

  async updatePartialAndReturnDocument(
    item: Partial<IAppStorageItem>,
    { unsetPermissionsGranted = false } = {},
  ): Promise<IAppStorageItem> {
    const stored = this.byDocumentId(item._id);
    if (!stored) throw new Error('The app to update is not stored.');
    Object.assign(stored, structuredClone(item), { updatedAt: this.now() });
    if (unsetPermissionsGranted) delete stored.permissionsGranted;
    this.items.set(stored.id, stored);
    return structuredClone(stored);
  }

  async updateStatus(_id: string, status: IAppStorageItem['status']): Promise<boolean> {
    return this.change(_id, { status });
  }

  async updateSetting(_id: string, setting: ISetting): Promise<boolean> {
    const stored = this.byDocumentId(_id);
    if (!stored) return false;
    stored.settings[setting.id] = structuredClone(setting);
    this.items.set(stored.id, stored);
    return true;
  }

  async updateAppInfo(_id: string, info: IAppInfo): Promise<boolean> {
    return this.change(_id, { info });
  }

  async updateMarketplaceInfo(): Promise<boolean> {
    return true;
  }

  private change(_id: string, fields: Partial<IAppStorageItem>): boolean {
    const stored = this.byDocumentId(_id);
    if (!stored) return false;
    this.items.set(stored.id, Object.assign(stored, structuredClone(fields)));
    return true;
  }

  private byDocumentId(_id: string | undefined): IAppStorageItem | undefined {
    return [...this.items.values()].find((item) => item._id === _id);
  }
}

export class MemorySourceStorage extends AppSourceStorage {
  private readonly archives: Map<string, Buffer>;
  constructor(archives = new Map<string, Buffer>()) {
    super();
    this.archives = archives;
  }

  async store({ id }: IAppStorageItem, zip: Buffer): Promise<string> {
    this.archives.set(id, zip);
    return id;
  }
  async fetch({ id }: IAppStorageItem): Promise<Buffer> {
    const zip = this.archives.get(id);
    if (!zip) throw new Error(`no archive of app ${id}`);
    return zip;
  }
  async update(item: IAppStorageItem, zip: Buffer): Promise<string> {
    return this.store(item, zip);
  }
  async remove({ id }: IAppStorageItem): Promise<void> {
    this.archives.delete(id);
  }
}

export class MemoryLogStorage extends AppLogStorage {
  private readonly entries: ILoggerStorageEntry[] = [];
  private readonly log: (line: string) => void;
  constructor(log: (line: string) => void) {
    super('memory');
    this.log = log;
  }

  async storeEntries(received: ILoggerStorageEntry): Promise<ILoggerStorageEntry> {
    const entries = received.entries.map((each) => ({ ...each, args: each.args.map(redact) }));
    const entry = { ...received, entries };
    this.entries.push(entry);
    for (const { severity, args } of entry.entries) this.log(`${severity} ${args.map(readable).join(' ')}`);
    return entry;
  }
  async findPaginated(query: { appId?: string }): Promise<{ logs: ILoggerStorageEntry[]; total: number }> {
    const logs = this.entries.filter(({ appId }) => query.appId === undefined || appId === query.appId).reverse();
    return { logs, total: logs.length };
  }
  async getEntriesFor(id: string): Promise<ILoggerStorageEntry[]> {
    return this.entries.filter(({ appId }) => appId === id);
  }
  async removeEntriesFor(id: string): Promise<void> {
    const kept = this.entries.filter(({ appId }) => appId !== id);
    this.entries.splice(0, this.entries.length, ...kept);
  }
}

const readable = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)));
