import path from 'node:path';
import type { IUploadDetails } from '@rocket.chat/apps-engine/definition/uploads/IUploadDetails.js';
import type { IUpload } from '@rocket.chat/apps-engine/definition/uploads/index.js';
import { UploadBridge } from '@rocket.chat/apps-engine/server/bridges/UploadBridge.js';
import { convertRoom } from '../convert/convert-room.ts';
import { convertUser } from '../convert/convert-user.ts';
import { determineFileType } from '../rules/determine-file-type.ts';
import { linkTo, sendFileMessage, storeFile } from '../rules/upload-file.ts';
import type { Server } from '../server.ts';
import type { UploadRecord } from '../store/records.ts';

/** app/apps/server/bridges/uploads.ts */
export class WorkspaceUploadBridge extends UploadBridge {
  private readonly server: Server;
  constructor(server: Server) {
    super();
    this.server = server;
  }

  protected async getById(id: string): Promise<IUpload> {
    const upload = this.server.store.uploads.get(id);
    return (upload && this.toApp(upload)) as IUpload;
  }

  protected async getBuffer({ id }: IUpload): Promise<Buffer> {
    const upload = this.server.store.uploads.get(id);
    if (!upload) throw new Error('error-file-not-found');
    return upload.bytes;
  }

  /** Posts the message with the file by itself: no text and no thread on this way. */
  protected async createUpload(details: IUploadDetails, buffer: Buffer): Promise<IUpload> {
    const user = this.server.store.users.get(details.userId);
    if (!user && !details.visitorToken) {
      throw new Error('Missing user to perform the upload operation');
    }
    if (!user) throw new Error('uploads of livechat visitors are not part of this workspace');
    const { name, rid } = details;
    const type = determineFileType(name);
    const upload = storeFile(this.server, user, { name, type, rid, bytes: Buffer.from(buffer) }, true);
    sendFileMessage(this.server, user, upload);
    return this.toApp(upload);
  }

  private toApp(upload: UploadRecord): IUpload {
    const { rooms, users } = this.server.store;
    const room = rooms.get(upload.rid);
    const user = users.get(upload.userId);
    const link = linkTo(upload);
    const converted = {
      id: upload._id,
      name: upload.name,
      size: upload.size,
      type: upload.type,
      extension: path.extname(upload.name).slice(1),
      etag: upload._id,
      path: link,
      token: '',
      url: `${this.server.settings.Site_Url}${link}`,
      progress: 1,
      uploading: false,
      complete: true,
      updatedAt: upload.uploadedAt,
      uploadedAt: upload.uploadedAt,
      store: 'GridFS:Uploads',
      room: room && convertRoom(this.server.store, room),
      user: user && convertUser(user),
    };
    // `size` is declared a string and is a number; room and user are declared without a case for their absence.
    return converted as unknown as IUpload;
  }
}
