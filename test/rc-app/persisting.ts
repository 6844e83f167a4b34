import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { RocketChatAssociationRecord as Association } from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';

interface Row {
  readonly data: object;
  readonly about: readonly string[];
}

const nameOf = (association: Association) => `${association.getModel()}:${association.getID()}`;

/** Persistence as the server has it, as far as the app uses it: nothing is unique, and reading wants all associations. */
export function persisting() {
  const rows = new Set<Row>();
  const byName = new Map<string, Set<Row>>();
  const named = (name: string) => byName.get(name) ?? byName.set(name, new Set()).get(name) ?? rows;
  const having = (about: readonly Association[]): Row[] => {
    const names = about.map(nameOf);
    const [fewest = rows] = names.map(named).sort((a, b) => a.size - b.size);
    return [...fewest].filter((row) => names.every((each) => row.about.includes(each)));
  };
  const create = async (data: object, about: readonly Association[]) => {
    const row = { data: structuredClone(data), about: about.map(nameOf) };
    rows.add(row);
    for (const name of row.about) named(name).add(row);
    return String(rows.size);
  };
  const remove = async (about: readonly Association[]) => {
    for (const row of having(about)) {
      rows.delete(row);
      for (const name of row.about) named(name).delete(row);
    }
    return [];
  };
  const read = async (about: readonly Association[]) => having(about).map(({ data }) => data);
  return {
    all: () => [...rows],
    persistence: {
      createWithAssociations: create,
      createWithAssociation: (data: object, about: Association) => create(data, [about]),
      removeByAssociations: remove,
      removeByAssociation: (about: Association) => remove([about]),
    } as unknown as IPersistence,
    reader: { readByAssociations: read, readByAssociation: (about: Association) => read([about]) },
  };
}
