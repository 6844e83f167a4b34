/** Every number of the contract, with its unit in the name. */
export const LIMITS = {
  /** Rocket.Chat parses at most 100 kB of JSON before an app sees it (body-parser's default in bridges/router.ts). */
  bodyBytes: 100 * 1024,
  /** Of one delivery; the rest of the body is the JSON string's escaping and the envelope. */
  payloadBytes: 60_000,
  eventsPerBatch: 50,

  tokenChars: 2_048,
  tokenLifeSeconds: 60,
  clockSkewSeconds: 30,
  /** A token is acceptable for its life plus the skew on either side; its `jti` is remembered that long. */
  replayWindowSeconds: 60 + 2 * 30,
  replayEntries: 50_000,
  secretBytes: 32,

  /** The last millisecond of the year 9999: any further and programs differ, or throw, where they write it as a date. */
  lastInstantMs: 253_402_300_799_999,
  idChars: 128,
  /** The ids of a message and of a person, a reaction and a time, with room for signs that are escaped. */
  eventIdChars: 512,
  keyChars: 200,
  nameChars: 256,
  textChars: 20_000,
  mentions: 200,
  files: 50,
  /** Of a message, and of each message that it quotes. All their words together are at most as many as of a text. */
  attachments: 20,
  attachmentFields: 50,
  /** Levels of quotations within quotations; the server's own default shows two. */
  quotationDepth: 3,
  roles: 50,
  listItems: 200,
  /** Names in one `namesTaken`: one or two calls of the app to its server each. */
  namesAsked: 20,
  /** Of the gateway's activation: a command such as `!status` counts as one. */
  prefixes: 100,
  prefixChars: 32,
  /** Of the fault that one side tells the other in its hello. */
  faultChars: 1_000,
  /** One part of a file in a command's answer; large enough to be quick, small enough to leave no mark in memory. */
  filePartBytes: 128 * 1024,
  blocks: 50,
  /** Rocket.Chat's default for `Message_MaxAllowedSize`, where the workspace does not tell its own. */
  messageChars: 5_000,
  /** A file that the app pulls: it crosses the pipe between server and sandbox twice, within `commandTimeoutMs`. */
  uploadBytes: 20 * 1024 * 1024,
  /** In base64, with path, key and envelope, it stays below `bodyBytes`. A multiple of 3: only the last part is padded. */
  uploadPartBytes: 72 * 1024,

  /** Files of which parts may wait in the app at once, each of at most `uploadBytes`: in base64 some 210 MB in all. */
  filesBrought: 8,
  /** Messages that the app looks at for one `history` or `thread`, five pages of the server's. */
  rowsLookedAt: 500,
  /** Of one answer of the app's, so that it can be packed and read in one piece. */
  answerBytes: 1024 * 1024,

  /** Sandbox calls are cut at 30 s (APPS_ENGINE_RUNTIME_TIMEOUT), and an acknowledgement never waits for the agent. */
  pushTimeoutMs: 5_000,
  commandTimeoutMs: 20_000,
  /** How long a `fetch` waits at most, and how long the gateway waits for its answer: both within those 30 s. */
  fetchWaitMs: 20_000,
  fetchTimeoutMs: 25_000,
  bodyTimeoutMs: 5_000,
  retryBaseMs: 1_000,
  retryCeilingMs: 15 * 60_000,
} as const;

/**
 * How many commands the app carries out: `burst` at once, and from then on `perMinute`. More are answered 429, which the
 * gateway understands as later. Each server of a cluster counts for itself.
 *
 * A turn takes some 15 commands (marks, typing, history, edits of a preview, posts); a hundred mentions at once some 700
 * writes, and the longest chaos suite has 20 writes a second. The numbers are above these, and far below what makes a
 * server busy.
 */
export const RATES = {
  /** Commands whose effect people see in a room. */
  write: { burst: 1_000, perMinute: 1_800 },
  /** The same by the day, which bounds the rows of the ledger: two for each, kept for a week. */
  ledger: { burst: 200_000, perMinute: 140 },
  /** History, threads, reactions, parts of files. */
  read: { burst: 1_000, perMinute: 1_800 },
  /**
   * Look-ups of people and rooms: an agent looks up one name at a time, an attacker who guesses names looks up
   * thousands.
   */
  lookUp: { burst: 120, perMinute: 60 },
  /** One for an answer with names in code that are not known from the last minutes. */
  names: { burst: 12, perMinute: 6 },
  openDirect: { burst: 120, perMinute: 60 },
  /** Direct rooms that are made anew: one for each person who is written to for the first time, some 20 an hour. */
  newDirect: { burst: 30, perMinute: 1 / 3 },
  /** Every few seconds in each room with a turn. */
  typing: { burst: 300, perMinute: 1_200 },
  /** 20 MiB are 285 parts. */
  filePart: { burst: 2_400, perMinute: 6_000 },
  /** One call for each delivery, one after the other. */
  fetch: { burst: 300, perMinute: 6_000 },
  hello: { burst: 60, perMinute: 60 },
} as const satisfies Record<string, { burst: number; perMinute: number }>;
export type RateName = keyof typeof RATES;
