import type { AppClient } from '../../../gateway-endpoint/src/app-client/client.ts';
import type { Uploads } from '../../../gateway-endpoint/src/files/upload.ts';
import { type Beside, openSender, type Sender } from '../../../gateway-endpoint/src/reply/sender.ts';
import type { Writing } from '../../../gateway-endpoint/src/text/text.ts';

const NO_FILES: Uploads = {
  maxBytes: () => 0,
  upload: (source) => Promise.reject(new Error(`nobody sends ${source} here`)),
};

/** A sender where nobody sends a file, unless the test says how. */
export const aSender = (client: AppClient, writing: Writing, beside: Partial<Beside> = {}): Sender =>
  openSender(client, writing, { uploads: NO_FILES, ...beside });
