import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Command, type CommandOf, LIMITS } from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppCallError, type AppClient, type CallFailure } from '../../../gateway-endpoint/src/app-client/client.ts';
import { openOffers } from '../../../gateway-endpoint/src/files/offers.ts';
import { openUploads } from '../../../gateway-endpoint/src/files/upload.ts';

const MB = 1024 * 1024;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'upload-'));
});
afterEach(() => rm(folder, { recursive: true }));

type Outcome = 'pulls' | Partial<CallFailure>;

/** An app with a scripted outcome for each attempt; after those it pulls and answers. */
function aWorkspace(outcomes: Outcome[] = [], maxBytes = MB) {
  const commands: CommandOf<'upload'>[] = [];
  const pulled: Buffer[] = [];
  const held: string[] = [];
  const warnings: string[] = [];
  const offers = openOffers({ accountId: 'default', clock: () => 0, random: randomBytes });
  const client = {
    async call(command: Command) {
      if (command.command !== 'upload') throw new Error('only files are sent here');
      commands.push(command);
      const outcome = outcomes.shift() ?? 'pulls';
      if (outcome !== 'pulls') {
        throw new AppCallError({ code: 'unreachable', happened: 'no', retryable: false, message: 'no', ...outcome });
      }
      const pull = offers.take(command.path.split('/').at(-1) ?? '');
      if (!pull) throw new Error('nothing is offered');
      held.push(pull.file.path);
      pulled.push(await readFile(pull.file.path));
      return { messageId: 'm1' };
    },
  } as AppClient;
  const facts = {
    inParts: false,
    takesSha256: () => true,
    maxBytes: () => maxBytes,
    pause: async () => undefined,
    dice: () => 0,
  };
  const uploads = openUploads({ client, offers, ...facts, log: { warn: (line) => void warnings.push(line) } });
  const upload = (source: string) =>
    uploads.upload(source, {
      roomId: 'Room1',
      key: 'k.0.file',
      access: { localRoots: [folder] },
      answers: undefined,
      signal: undefined,
    });
  return { upload, uploads, commands, pulled, held, warnings };
}

async function aFile(name: string, bytes: Uint8Array | string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return file;
}

test('a file is held ready as long as it is pulled, and no longer', async () => {
  const bytes = randomBytes(300_000);
  const { upload, commands, pulled, held } = aWorkspace();
  expect(await upload(await aFile('data.bin', bytes))).toBe('m1');
  expect(commands).toEqual([
    {
      v: 1,
      command: 'upload',
      key: 'k.0.file',
      roomId: 'Room1',
      path: expect.stringMatching(/^\/rocketchat\/default\/files\/[\w-]{32}$/),
      name: 'data.bin',
      type: 'application/octet-stream',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('base64url'),
    },
  ]);
  expect(Buffer.compare(pulled[0] ?? Buffer.of(), bytes)).toBe(0);
  expect(held.map((each) => existsSync(each))).toEqual([false]);
});

test('a file may stand in its own address', async () => {
  const { upload, commands, pulled } = aWorkspace();
  await upload('data:text/plain;charset=utf-8;base64,aGVsbG8=');
  expect(commands).toMatchObject([{ name: 'file.txt', type: 'text/plain', size: 5 }]);
  expect(String(pulled[0])).toBe('hello');
});

test.each([
  ['gpj.\u202eexe.pdf', 'gpj.exe.pdf'],
  ['two\nlines.txt', 'twolines.txt'],
  [`${'😀'.repeat(50)}.txt`, `${'😀'.repeat(50)}.txt`],
])('the name %j leaves as %j', async (name, told) => {
  const { upload, commands } = aWorkspace();
  await upload(await aFile(name, 'hello'));
  expect(commands).toMatchObject([{ name: told }]);
});

test('a type that is none is left out', async () => {
  const { upload, commands } = aWorkspace();
  await upload('data:te<x>t/\u00e4;base64,aGVsbG8=');
  expect(commands).toMatchObject([{ type: 'application/octet-stream' }]);
});

test('a repeat has the same key and a path of its own', async () => {
  const lost = { happened: 'unknown', retryable: true } as const;
  const { upload, commands } = aWorkspace([lost, { code: 'file-not-received' }]);
  expect(await upload(await aFile('a.txt', 'hello'))).toBe('m1');
  expect(commands.map(({ key }) => key)).toEqual(Array(3).fill('k.0.file'));
  expect(new Set(commands.map((command) => command.path)).size).toBe(3);
});

describe('whether a file was posted', () => {
  const after = async (...outcomes: Outcome[]) => {
    const { upload, commands } = aWorkspace(outcomes);
    const error: unknown = await upload(await aFile('a.txt', 'hello')).catch((reason: unknown) => reason);
    return { error, attempts: commands.length };
  };
  const four = (outcome: Outcome): Outcome[] => Array(4).fill(outcome);
  const notReceived = { code: 'file-not-received' } as const;
  const lost = { happened: 'unknown', retryable: true } as const;

  test.each<[string, Outcome[], object, number]>([
    ['is proved where nobody was reached', four({ retryable: true }), { happened: 'no', retryable: true }, 4],
    ['is not known where an answer was lost', four(lost), { happened: 'unknown' }, 4],
    ['stays unknown where nobody is reached any more', [lost, { retryable: false }], { happened: 'unknown' }, 2],
    ['is proved where the app asked for it again', [lost, ...four(notReceived)], { why: 'not-fetched' }, 4],
    ['is that nobody came for it', four(notReceived), { why: 'not-fetched' }, 4],
    ['is that the workspace takes none like it', [{ code: 'refused-by-server' }], { why: 'refused' }, 1],
    ['is that the app takes none so large', [{ code: 'too-large' }], { why: 'too-large' }, 1],
    ['is the room’s affair', [{ code: 'room-not-found' }], { code: 'room-not-found', happened: 'no' }, 1],
  ])('%s', async (_what, outcomes, error, attempts) => {
    expect(await after(...outcomes)).toMatchObject({ error, attempts });
  });
});

describe('a file that is not to leave', () => {
  const refusal = async (source: string, maxBytes?: number) => {
    const { upload, commands, warnings } = aWorkspace([], maxBytes);
    await expect(upload(source)).rejects.toMatchObject({ name: 'Unsendable' });
    expect(commands).toEqual([]);
    return warnings;
  };

  test('is too large', async () => {
    expect(await refusal(await aFile('large.bin', randomBytes(1_001)), 1_000)).toEqual([
      'a file is not sent: large.bin: too-large (Error)',
    ]);
  });

  test('is not there', async () => {
    expect(await refusal(path.join(folder, 'none.bin'))).toMatchObject([expect.stringContaining('none.bin: gone')]);
  });

  test.each(['/etc/hostname', '../../../etc/hostname', 'file:///etc/hostname'])(
    'is outside of the roots: %s',
    async (source) => {
      const [warning] = await refusal(source);
      expect(warning).toMatch(/hostname: (not-allowed|gone)/);
      expect(warning).not.toContain('etc');
    },
  );

  test.each(['http://127.0.0.1:1/secret.pdf?token=abc', 'http://169.254.169.254/latest/secret.pdf'])(
    'is in a private network: %s',
    async (source) => {
      expect(await refusal(source)).toEqual([
        'a file is not sent: secret.pdf: not-allowed (MediaFetchError fetch_failed)',
      ]);
    },
  );

  test.each(['data:text/plain,aGVsbG8', 'data:text/plain;base64,<aGVsbG8>'])('cannot be read: %s', async (source) => {
    expect(await refusal(source)).toEqual(['a file is not sent: file: unreadable']);
  });

  test('is too large in an address as well', async () => {
    const source = `data:text/plain;base64,${'A'.repeat(2_000)}`;
    expect(await refusal(source, 1_000)).toEqual(['a file is not sent: file.txt: too-large']);
  });
});

test('whatever is configured, nothing is larger than the app takes', () => {
  expect(aWorkspace([], 100 * MB).uploads.maxBytes()).toBe(LIMITS.uploadBytes);
});
