import { json, type RequestHandler, Router } from 'express';
import { canAccessRoom, findReadableRoom } from '../rules/access.ts';
import { ServerRefusal } from '../rules/refusal.ts';
import { linkTo, sendFileMessage, storeFile } from '../rules/upload-file.ts';
import type { Server } from '../server.ts';
import type { MessageRecord } from '../store/records.ts';
import { answerFailure } from './answer-errors.ts';
import { findByToken, findCaller } from './authenticate.ts';
import { readForm } from './read-form.ts';

type Confirm = Partial<Pick<MessageRecord, 'msg' | 'tmid' | 't' | 'content'>> & {
  readonly description?: string;
  readonly altText?: string;
};

/** Upload in two steps: `rooms.media` stores the bytes, `rooms.mediaConfirm` posts the message. */
export function serveMedia(server: Server): Router {
  const router = Router();
  router.post('/rooms.media/:rid', async (request, response) => {
    try {
      const caller = findCaller(server, request);
      if (!caller) return void response.status(401).json({ status: 'error', message: 'Unauthorized' });
      const room = findReadableRoom(server, request.params.rid, caller);
      const { files } = await readForm(request, server.settings.FileUpload_MaxFileSize);
      const file = files.find(({ field }) => field === 'file');
      if (!file) throw new ServerRefusal('error-no-file', 'No file was uploaded');
      const upload = storeFile(server, caller, { ...file, rid: room._id }, false);
      response.json({ file: { _id: upload._id, url: linkTo(upload) }, success: true });
    } catch (error) {
      answerFailure(response, error);
    }
  });
  router.post('/rooms.mediaConfirm/:rid/:fileId', json(), (request, response) => {
    try {
      const caller = findCaller(server, request);
      if (!caller) return void response.status(401).json({ status: 'error', message: 'Unauthorized' });
      const upload = server.store.uploads.get(request.params.fileId);
      if (!upload || upload.rid !== request.params.rid || upload.confirmed) throw new ServerRefusal('invalid-file');
      const { msg, tmid, t, content, description, altText } = (request.body ?? {}) as Confirm;
      const message = sendFileMessage(server, caller, upload, {
        ...(msg && { msg }),
        ...(tmid && { tmid }),
        ...(description !== undefined && { description }),
        ...(altText !== undefined && { altText }),
        ...(t && content && { t, content }),
      });
      upload.confirmed = true;
      server.store.uploads.set(upload._id, upload);
      response.json({ message, success: true });
    } catch (error) {
      answerFailure(response, error);
    }
  });
  return router;
}

/** `GET /file-upload/:id/:name` with FileUpload_ProtectFiles and FileUpload_Restrict_to_room_members, both on by default. */
export function fileRoute(server: Server): RequestHandler<{ id: string; name: string }> {
  return (request, response) => {
    const { rc_token: token, rc_uid: userId } = request.query;
    const caller = findCaller(server, request) ?? findByToken(server, token, String(userId));
    const upload = server.store.uploads.get(request.params.id);
    if (!upload) return void response.sendStatus(404);
    const room = server.store.rooms.get(upload.rid);
    if (!caller || !room || !canAccessRoom(server, room, caller)) return void response.sendStatus(403);
    response
      .type(upload.type)
      .set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(upload.name)}`);
    response.send(upload.bytes);
  };
}
