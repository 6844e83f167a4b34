import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata/index.js';
import { PersistenceBridge } from '@rocket.chat/apps-engine/server/bridges/PersistenceBridge.js';
import type { Server } from '../server.ts';
import type { PersistenceRecord } from '../store/records.ts';

type Associations = PersistenceRecord['associations'];

/** app/apps/server/bridges/persistence.ts, whose quirks decide how an app may store: each is kept and named here. */
export class WorkspacePersistenceBridge extends PersistenceBridge {
  private readonly server: Server;
  constructor(server: Server) {
    super();
    this.server = server;
  }

  protected async purge(appId: string): Promise<void> {
    for (const record of this.ofApp(appId)) this.records.delete(record._id);
  }

  protected async create(data: object, appId: string): Promise<string> {
    return this.insert(data, [], appId);
  }

  /** Nothing is unique: the same associations make a second record. */
  protected async createWithAssociations(
    data: object,
    associations: RocketChatAssociationRecord[],
    appId: string,
  ): Promise<string> {
    return this.insert(data, plain(associations), appId);
  }

  protected async readById(id: string): Promise<object> {
    return structuredClone(this.records.get(id)?.data ?? {});
  }

  /** `$all`: every record that has at least these associations. */
  protected async readByAssociations(associations: RocketChatAssociationRecord[], appId: string): Promise<object[]> {
    return this.withAll(plain(associations), appId).map(({ data }) => structuredClone(data));
  }

  protected async remove(id: string, appId: string): Promise<object | undefined> {
    const record = this.records.get(id);
    if (record?.appId !== appId) return undefined;
    this.records.delete(id);
    return record.data;
  }

  protected async removeByAssociations(associations: RocketChatAssociationRecord[], appId: string): Promise<object[]> {
    const gone = this.withAll(plain(associations), appId);
    for (const { _id } of gone) this.records.delete(_id);
    return gone.map(({ data }) => data);
  }

  protected async update(_id: string, data: object): Promise<string> {
    checkIsObject(data);
    throw new Error('Not implemented.');
  }

  /** Not `$all`: the array must be equal, in the same order, and only the first such record is changed. */
  protected async updateByAssociations(
    associations: RocketChatAssociationRecord[],
    data: object,
    upsert: boolean,
    appId: string,
  ): Promise<string> {
    checkIsObject(data);
    const wanted = plain(associations);
    const found = this.ofApp(appId).find((record) => JSON.stringify(record.associations) === JSON.stringify(wanted));
    if (found) this.records.set(found._id, { ...found, data: structuredClone(data) });
    // The id comes from Mongo's `upsertedId`, which only an insert has.
    return !found && upsert ? this.insert(data, wanted, appId) : '';
  }

  private get records() {
    return this.server.store.persistence;
  }

  private insert(data: object, associations: Associations, appId: string): string {
    checkIsObject(data);
    const _id = this.server.newId();
    this.records.set(_id, { _id, appId, associations, data: structuredClone(data) });
    return _id;
  }

  private ofApp(appId: string): PersistenceRecord[] {
    return [...this.records.values()].filter((record) => record.appId === appId);
  }

  private withAll(wanted: Associations, appId: string): PersistenceRecord[] {
    // Mongo's `$all: []` matches nothing.
    if (wanted.length === 0) return [];
    const has = (record: PersistenceRecord, { model, id }: Associations[number]) =>
      record.associations.some((own) => own.model === model && own.id === id);
    return this.ofApp(appId).filter((record) => wanted.every((association) => has(record, association)));
  }
}

function plain(associations: readonly RocketChatAssociationRecord[]): Associations {
  return associations.map((association) => {
    // Over the wire it is a plain object, in the engine's own process a record with getters over the same fields.
    const { model, id } = association as unknown as { model: string; id: string };
    return { model, id };
  });
}

function checkIsObject(data: unknown): void {
  if (typeof data !== 'object') {
    throw new Error('Attempted to store an invalid data type, it must be an object.');
  }
}
