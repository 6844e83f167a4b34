import { App } from '@rocket.chat/apps-engine/definition/App';
import type { IHttp, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IMessage, IPostMessageSent } from '@rocket.chat/apps-engine/definition/messages';

/** Put in by the bundler: where the messages go; empty for nowhere. */
declare const LISTENER: string;

/** The least that an app can do: nothing, read a file, or hand each message on. */
export class BareApp extends App implements IPostMessageSent {
  async executePostMessageSent(message: IMessage, read: IRead, http: IHttp): Promise<void> {
    if (message.file) await read.getUploadReader().getBufferById(message.file._id);
    if (!LISTENER) return;
    const { id, text, room, sender } = message;
    await http.post(LISTENER, { data: { id, text, room: room.id, sender: sender.id } });
  }
}
