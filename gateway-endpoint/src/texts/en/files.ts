/** Texts in place of a file that was not sent. */

/** Posted in the place of a file. `file` is its name as code. */
export const FILE_NOT_SENT = {
  'too-large': (file: string, limit: string) => `I couldn't send the file ${file}: it is larger than ${limit}.`,
  'not-allowed': (file: string) => `I couldn't send the file ${file}: I am not allowed to send it.`,
  gone: (file: string) => `I couldn't send the file ${file}: it is not there.`,
  unreadable: (file: string) => `I couldn't send the file ${file}: I can't read it.`,
  refused: (file: string) => `I couldn't send the file ${file}: this workspace does not accept it.`,
  failed: (file: string) => `I couldn't send the file ${file}.`,
  'not-fetched': (file: string) => `I couldn't send the file ${file}: this workspace could not fetch it.`,
} as const;

export const FILE_WITHOUT_NAME = 'without a name';
