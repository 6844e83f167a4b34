/** Every number of the contract, with its unit in the name. */
export const LIMITS = {
  /** Rocket.Chat parses at most 100 kB of JSON before an app sees it (body-parser's default in bridges/router.ts). */
  bodyBytes: 100 * 1024,
  /** What one delivery may carry; the rest of the body is the JSON string's escaping and the envelope. */
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
  eventIdChars: 256,
  keyChars: 200,
  nameChars: 256,
  textChars: 20_000,
  mentions: 200,
  files: 50,
  roles: 50,
  listItems: 200,
  /** Of the gateway's activation: a command such as `!status` counts as one. */
  prefixes: 100,
  prefixChars: 32,
  /** One part of a file in a command's answer; large enough to be quick, small enough to leave no mark in memory. */
  filePartBytes: 128 * 1024,
  blocks: 50,
  /** Rocket.Chat's default for `Message_MaxAllowedSize`, where the workspace does not tell its own. */
  messageChars: 5_000,
  /** What the app pulls at once: it crosses the pipe between server and sandbox twice, within `commandTimeoutMs`. */
  uploadBytes: 20 * 1024 * 1024,
  /** In base64, with path, key and envelope, it stays below `bodyBytes`. A multiple of 3: only the last part is padded. */
  uploadPartBytes: 72 * 1024,

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
