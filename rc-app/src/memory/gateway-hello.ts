import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors/IPersistence';
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import {
  RocketChatAssociationModel,
  RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/RocketChatAssociations';
import { GatewayHello } from '@rocketchat-openclaw/shared';
import type { Connection } from '../settings/connection.ts';
import { type Remembered, remember } from './remembered.ts';

/** The last hello of the gateway that the settings lead to: undefined until it has said one. */
export interface GatewayHellos extends Remembered<GatewayHello | undefined> {
  note(hello: GatewayHello, from: Connection): void;
  /** Writes down what was noted since. Never throws: it may be written with the next event as well. */
  save(persistence: IPersistence): Promise<void>;
}

/** `kid` follows from secret and account, so the hello of another connection is recognised. */
interface Kept {
  readonly kid: string;
  readonly hello: GatewayHello;
}

const ROW = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'gateway-hello');

/**
 * One row, so that a killed sandbox and the other servers of a cluster know it too. Noting and saving are two steps,
 * because the gateway mostly answers where the engine gives no way to write: in `onEnable` and `onSettingUpdated`.
 */
export function openGatewayHello(connection: Remembered<Connection>, forMs: number): GatewayHellos {
  let unsaved: Kept | undefined;

  const remembered = remember(async (read) => {
    const kept = unsaved ? [unsaved] : await readKept(read);
    const kid = await kidOf(connection, read);
    const ours = kept.filter((each) => each.kid === kid).map(({ hello }) => hello);
    // Two servers may have written a row each.
    return ours.reduce<GatewayHello | undefined>((a, b) => (a && a.now > b.now ? a : b), undefined);
  }, forMs);

  return {
    ...remembered,
    note(hello, from) {
      unsaved = { kid: from.eventKeys.current.kid, hello };
      remembered.forget();
    },
    async save(persistence) {
      const row = unsaved;
      if (!row) return;
      unsaved = undefined;
      try {
        await persistence.removeByAssociation(ROW);
        await persistence.createWithAssociation(row, ROW);
      } catch {
        unsaved ??= row;
      }
      remembered.forget();
    },
  };
}

/** Has a gateway ever said hello here? */
export async function hasHello(read: IRead): Promise<boolean> {
  return (await read.getPersistenceReader().readByAssociation(ROW)).length > 0;
}

/** A row of an older version of the app may no longer be a hello of ours: then the next one replaces it. */
async function readKept(read: IRead): Promise<Kept[]> {
  const rows = await read.getPersistenceReader().readByAssociation(ROW);
  return rows.flatMap((row) => {
    const { kid, hello } = row as { kid?: string; hello?: unknown };
    const parsed = GatewayHello.safeParse(hello);
    return kid && parsed.success ? [{ kid, hello: parsed.data }] : [];
  });
}

/** While the settings are incomplete no hello is ours. */
async function kidOf(connection: Remembered<Connection>, read: IRead): Promise<string | undefined> {
  try {
    return (await connection.get(read)).eventKeys.current.kid;
  } catch {
    return undefined;
  }
}
