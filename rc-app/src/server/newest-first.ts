import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages/IMessageRaw';

/** RoomBridge.getMessages refuses more at once. */
export const PAGE = 100;

/** The messages of a room, the latest first, page by page; `threads` are the replies inside them. */
export async function* newestFirst(
  roomId: string,
  read: IRead,
  { threads }: { readonly threads: boolean },
): AsyncGenerator<IMessageRaw> {
  for (let skip = 0; ; skip += PAGE) {
    const page = await read
      .getRoomReader()
      .getMessages(roomId, { limit: PAGE, skip, sort: { createdAt: 'desc' }, showThreadMessages: threads });
    yield* page;
    if (page.length < PAGE) return;
  }
}
