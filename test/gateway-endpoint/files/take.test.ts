import { type CommandOf, LIMITS } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { AppCallError } from '../../../gateway-endpoint/src/app-client/client.ts';
import { noteFor } from '../../../gateway-endpoint/src/files/note.ts';
import { type Files, take } from '../../../gateway-endpoint/src/files/take.ts';
import { aFile, aMessage } from '../event.ts';
import { aClient } from '../services.ts';

const MB = 1024 * 1024;
type ReadFile = CommandOf<'readFile'>;

/** A store that keeps what it is given, and says how many bytes at most it held at once. */
function aStore() {
  const kept: { bytes: Buffer; type: string | undefined; name: string | undefined; largest: number }[] = [];
  const save: Files['save'] = async (stream, type, _subdir, _maxBytes, name) => {
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    const largest = Math.max(0, ...parts.map((part) => part.length));
    kept.push({ bytes: Buffer.concat(parts), type, name, largest });
    return { id: `media-${kept.length}`, path: `/media/${kept.length}`, size: 0, contentType: 'image/png' };
  };
  return { kept, save };
}

async function ask(
  files: ReturnType<typeof aFile>[],
  read: (command: ReadFile) => unknown,
  options: { maxBytes?: number; timeoutMs?: number } = {},
) {
  const { maxBytes = 20 * MB, ...bounds } = options;
  const asked: ReadFile[] = [];
  const warned: string[] = [];
  const store = aStore();
  const client = aClient((command: ReadFile, given) => {
    asked.push(command);
    given?.signal?.throwIfAborted();
    return read(command);
  });
  const log = { warn: (message: string) => void warned.push(message) };
  const { signal } = new AbortController();
  const event = aMessage({ files });
  const taken = await take(
    { event, maxBytes, signal },
    { client, save: store.save, newId: () => 'id', log, ...bounds },
  );
  return { ...taken, asked, warned, kept: store.kept };
}

const holding = (bytes: Buffer) => (command: ReadFile) => ({
  bytes: bytes.subarray(command.offset, command.offset + command.length).toString('base64'),
  size: bytes.length,
  type: 'text/html',
});

function someBytes(length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) % 256));
}

describe('a file arrives byte for byte', () => {
  const part = LIMITS.filePartBytes;
  test.each([
    ['nothing', 0, 1],
    ['one byte', 1, 1],
    ['exactly one part', part, 1],
    ['one part and a byte', part + 1, 2],
    ['two parts and a half', 2.5 * part, 3],
  ])('%s', async (_name, length, reads) => {
    const bytes = someBytes(length);
    const { kept, asked, media, notes } = await ask([aFile({ size: length })], holding(bytes));
    expect(kept[0]?.bytes.equals(bytes)).toBe(true);
    expect(kept[0]?.largest).toBeLessThanOrEqual(part);
    expect(asked.map(({ offset }) => offset)).toEqual(Array.from({ length: reads }, (_, index) => index * part));
    expect(asked.every(({ roomId, fileId }) => roomId === 'Room1' && fileId === 'File1')).toBe(true);
    expect(media).toMatchObject([
      { path: '/media/1', contentType: 'image/png', fileName: 'report.pdf', messageId: 'M1' },
    ]);
    expect(notes).toEqual([]);
  });

  test('in parts as small as the app likes', async () => {
    const bytes = someBytes(10);
    const small = (command: ReadFile) => holding(bytes)({ ...command, length: 3 });
    const { kept, asked } = await ask([aFile()], small);
    expect(kept[0]?.bytes.equals(bytes)).toBe(true);
    expect(asked.map(({ offset }) => offset)).toEqual([0, 3, 6, 9]);
  });

  test('and nobody’s word for its type is believed', async () => {
    const { kept } = await ask([aFile({ type: 'text/html', name: 'a.png' })], holding(someBytes(4)));
    expect(kept).toMatchObject([{ type: undefined, name: 'a.png' }]);
  });
});

describe('a file that is not taken is one line', () => {
  const gone = () => {
    throw new AppCallError({ code: 'file-not-found', happened: 'no', retryable: false, message: 'gone' });
  };
  const fail = () => {
    throw new Error('ECONNRESET');
  };
  const changing = (command: ReadFile) => ({ bytes: 'AAAA', size: 6 + command.offset, type: '' });
  const tooMuch = () => ({ bytes: Buffer.alloc(9).toString('base64'), size: 4, type: '' });
  const endless = () => ({ bytes: '', size: 4, type: '' });
  test.each<[string, Parameters<typeof aFile>[0], (command: ReadFile) => unknown, string, number]>([
    [
      'too large by its own word',
      { size: 31 * MB },
      fail,
      '[file report.pdf, 31 MB: larger than the limit of 20 MB]',
      0,
    ],
    [
      'too large after all',
      {},
      () => ({ bytes: 'AA==', size: 21 * MB, type: '' }),
      '[file report.pdf, 21 MB: larger than the limit of 20 MB]',
      1,
    ],
    ['gone', { size: 5 }, gone, '[file report.pdf, 5 B: no longer there]', 1],
    ['unreadable', {}, fail, '[file report.pdf: not readable]', 1],
    ['changing while it is read', {}, changing, '[file report.pdf, 9 B: not readable, it changed meanwhile]', 2],
    ['more than it says', {}, tooMuch, '[file report.pdf, 4 B: not readable, it changed meanwhile]', 1],
    ['less than it says', {}, endless, '[file report.pdf, 4 B: not readable, it changed meanwhile]', 1],
  ])('%s', async (_name, file, read, note, reads) => {
    const { notes, media, asked, warned } = await ask([aFile(file)], read);
    expect(notes).toEqual([note]);
    expect(media).toEqual([]);
    expect(asked).toHaveLength(reads);
    expect(warned).toHaveLength(1);
  });

  test('and the others are', async () => {
    const files = [aFile({ size: 99 * MB }), aFile({ id: 'File2', name: 'b.txt', size: 3 })];
    const { notes, media } = await ask(files, holding(someBytes(3)));
    expect([notes.length, media.length]).toEqual([1, 1]);
  });

  test('the ninth is left out', async () => {
    const files = Array.from({ length: 9 }, (_, index) => aFile({ id: `File${index}`, size: 1 }));
    const { notes, media } = await ask(files, holding(someBytes(1)));
    expect(media).toHaveLength(8);
    expect(notes).toEqual(['[file report.pdf, 1 B: left out, a message may bring 8 files]']);
  });

  test('the time is up for all of them together', async () => {
    const slow = async (command: ReadFile) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return holding(someBytes(1))(command);
    };
    const { notes, asked } = await ask([aFile(), aFile({ id: 'File2' })], slow, { timeoutMs: 10 });
    expect(asked).toHaveLength(2);
    expect(notes).toEqual(['[file report.pdf: not readable]']);
  });

  test.each([
    ['a\nb]', '[file a b: no longer there]'],
    ['', '[file without a name: no longer there]'],
    ['x'.repeat(300), `[file ${'x'.repeat(120)}…: no longer there]`],
  ])('a name is somebody’s text: %j', (name, note) => {
    expect(noteFor({ name }, 'gone', { maxBytes: 1, maxFiles: 1 })).toBe(note);
  });
});

test('a message without files asks for nothing', async () => {
  expect(await ask([], () => undefined)).toMatchObject({ media: [], notes: [], asked: [] });
});
