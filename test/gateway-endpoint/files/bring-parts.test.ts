import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandOf, filePath, LIMITS } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { AppCallError } from '../../../gateway-endpoint/src/app-client/client.ts';
import { bringParts } from '../../../gateway-endpoint/src/files/bring-parts.ts';
import { aClient, aFolder } from '../services.ts';

const path = filePath('a'.repeat(64), 'x'.repeat(32));

test.each([0, 1, 100 * 1024, LIMITS.uploadPartBytes, 3 * 1024 * 1024])(
  '%i bytes are brought whole, in bodies that the server takes',
  async (size) => {
    const bytes = randomBytes(size);
    const file = join(aFolder(), 'file');
    writeFileSync(file, bytes);
    const came: Buffer[] = [];
    const client = aClient((command: CommandOf<'filePart'>) => {
      expect(command).toMatchObject({ path, index: came.length });
      expect(JSON.stringify({ payload: JSON.stringify(command) }).length).toBeLessThan(LIMITS.bodyBytes);
      came.push(Buffer.from(command.bytes, 'base64'));
      return {};
    });
    await bringParts({ path: file, size }, path, client, undefined);
    expect(Buffer.compare(Buffer.concat(came), bytes)).toBe(0);
    expect(came.length).toBeGreaterThan(0);
  },
);

test('where a part is lost nothing has been posted, whatever became of the part', async () => {
  const file = join(aFolder(), 'file');
  writeFileSync(file, 'x');
  const client = aClient(() => {
    throw new AppCallError({ code: 'unreachable', happened: 'unknown', retryable: true, message: 'no answer' });
  });
  await expect(bringParts({ path: file, size: 1 }, path, client, undefined)).rejects.toMatchObject({ happened: 'no' });
});
