import { createChannelIngressError } from 'openclaw/plugin-sdk/channel-outbound';
import { Admitted } from './admitted.ts';
import type { Parted } from './lane-events.ts';
import type { IngressQueue } from './queue.ts';

/** Bumped when stored events change their shape; older rows are then dead-lettered with a reason, never misread. */
const PAYLOAD_VERSION = 1;

/** An event as it stands in its row. */
export interface Stored {
  readonly version: number;
  readonly item: Admitted;
}

export const UnreadableRow = createChannelIngressError('UnreadableRow', { withReason: true });

/** How OpenClaw's monitor writes and reads a row. */
export const ROW = {
  version: PAYLOAD_VERSION,
  serialize: (item: Admitted) => item,
  deserialize: (item: Admitted) => item,
  encode: ({ version, body }: { version: number; body: Admitted }): Stored => ({ version, item: body }),
  decode: ({ version, item }: Stored, { claim }: { claim: { id: string } }) => ({
    version,
    body: readStored(item, claim.id),
  }),
  createClaimError: (kind: string, claim: { id: string }) =>
    new UnreadableRow(kind, `event ${claim.id} on disk: ${kind}`),
};

/**
 * An event without those that it has taken in, and each of these as it waits by itself.
 *
 * @returns undefined if it has taken none in; such a row may also be unreadable
 */
export function parted({ version, item }: Stored): Parted<Stored> | undefined {
  const { data } = Admitted.safeParse(item);
  if (!data?.joined?.length) return undefined;
  const { joined, ...rest } = data;
  const alone = joined.map((event) => [event.id, { version, item: { event, bot: data.bot } }] as const);
  return { rest: { version, item: rest }, others: new Map(alone) };
}

/** The event as it is on disk now: its message may have changed since it was read. */
export function standing(item: Admitted, stored: Pick<IngressQueue<Stored>, 'payloadOf'>): Admitted {
  const now = stored.payloadOf(item.event.id);
  return now ? readStored(now.item, item.event.id) : item;
}

function readStored(item: unknown, id: string): Admitted {
  const parsed = Admitted.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new UnreadableRow('unreadable', `event ${id} on disk does not fit this version`);
}
