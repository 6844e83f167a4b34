import { DISK_FAULT } from '../texts/faults.ts';

/** Primary result codes (https://www.sqlite.org/rescode.html); `errcode` is an extended one. */
const DISK_FAULTS: Readonly<Record<number, string>> = {
  8: DISK_FAULT.readOnly,
  10: DISK_FAULT.broken,
  13: DISK_FAULT.full,
  14: DISK_FAULT.noNewFiles,
};

/** The same for other files. */
const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOSPC: DISK_FAULT.full,
  EDQUOT: DISK_FAULT.quota,
  EROFS: DISK_FAULT.readOnly,
  EIO: DISK_FAULT.broken,
};

/** The fault of the disk, in words; undefined if an error and its causes have other reasons. */
export function diskFaultOf(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { errcode, code } = at as { errcode?: unknown; code?: unknown };
    const fault =
      typeof errcode === 'number' ? DISK_FAULTS[errcode & 0xff] : FILE_FAULTS[typeof code === 'string' ? code : ''];
    if (fault) return fault;
  }
  return undefined;
}
