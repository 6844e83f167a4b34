import { expect, test } from 'vitest';
import { openUntilDiskHasRoom } from '../../../gateway-endpoint/src/admit/until-disk-has-room.ts';
import { diskFaultOf } from '../../../gateway-endpoint/src/store/disk-fault.ts';

const sqlite = (errcode: number) => Object.assign(new Error('of SQLite'), { code: 'ERR_SQLITE_ERROR', errcode });
const FULL = sqlite(13);

function aDisk() {
  const said: string[] = [];
  const abort = new AbortController();
  const say = (line: string) => void said.push(line);
  let pauses = 0;
  const pause = async (_ms: number, signal?: AbortSignal) => {
    pauses += 1;
    signal?.throwIfAborted();
  };
  const untilDiskHasRoom = openUntilDiskHasRoom({ pause, signal: abort.signal, log: { info: say, error: say } });
  return { untilDiskHasRoom, said, abort, pauses: () => pauses };
}

test.each<[unknown, string | undefined]>([
  [FULL, 'the disk is full'],
  [sqlite(8), 'the disk is read-only'],
  // SQLITE_IOERR_WRITE
  [sqlite(778), 'the disk cannot be read or written'],
  [sqlite(14), 'the disk takes no new files, or is full'],
  [new Error('of ours', { cause: FULL }), 'the disk is full'],
  [Object.assign(new Error('of a file'), { code: 'ENOSPC' }), 'the disk is full'],
  // SQLITE_CONSTRAINT
  [sqlite(19), undefined],
  [new Error('any'), undefined],
  ['words', undefined],
])('the fault of the disk that an error names: %o', (error, fault) => expect(diskFaultOf(error)).toBe(fault));

test('a write is repeated until the disk takes it, and logged twice: at the beginning and at the end', async () => {
  const { untilDiskHasRoom, said, pauses } = aDisk();
  let left = 500;
  const write = async () => {
    if (left-- > 0) throw FULL;
    return 'written';
  };
  await expect(untilDiskHasRoom('the end of event e1', write)).resolves.toBe('written');
  expect(pauses()).toBe(500);
  expect(said).toEqual([
    'the end of event e1 cannot be written down, and its room waits: the disk is full',
    'the end of event e1 is written down now',
  ]);
});

test('an error with another reason is thrown at once', async () => {
  const { untilDiskHasRoom, pauses } = aDisk();
  await expect(untilDiskHasRoom('it', () => Promise.reject(new Error('other')))).rejects.toThrow('other');
  expect(pauses()).toBe(0);
});

test('when the account is stopped the wait ends', async () => {
  const { untilDiskHasRoom, abort } = aDisk();
  const write = async () => {
    abort.abort(new Error('stopped'));
    throw FULL;
  };
  await expect(untilDiskHasRoom('it', write)).rejects.toThrow();
});
