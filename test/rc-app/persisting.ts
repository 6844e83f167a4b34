import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { RocketChatAssociationRecord as Association } from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';

interface Row {
  readonly data: object;
  readonly about: readonly string[];
}

const nameOf = (association: Association) => `${association.getModel()}:${association.getID()}`;

/** Persistence as the server has it, as far as the app uses it: nothing is unique, and reading wants all associations. */
export function persisting() {
  let rows: Row[] = [];
  const having = (about: readonly Association[]) => (row: Row) =>
    about.every((each) => row.about.includes(nameOf(each)));
  const create = async (data: object, about: readonly Association[]) => {
    rows.push({ data: structuredClone(data), about: about.map(nameOf) });
    return String(rows.length);
  };
  const remove = async (about: readonly Association[]) => {
    rows = rows.filter((row) => !having(about)(row));
    return [];
  };
  const read = async (about: readonly Association[]) => rows.filter(having(about)).map(({ data }) => data);
  return {
    all: () => rows,
    persistence: {
      createWithAssociations: create,
      createWithAssociation: (data: object, about: Association) => create(data, [about]),
      removeByAssociations: remove,
      removeByAssociation: (about: Association) => remove([about]),
    } as unknown as IPersistence,
    reader: { readByAssociations: read, readByAssociation: (about: Association) => read([about]) },
  };
}
