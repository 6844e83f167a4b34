/** A part of the sources whose tests are measured. */
export interface MeasuredRoom {
  /** Sources that are changed. Both lists are patterns from the root of the repository. */
  readonly sources: readonly string[];
  /** Unit suites that have to notice it. */
  readonly suites: readonly string[];
}

/** The rooms that `npm run mutate` measures: a slip there loses, repeats or misdirects a message. */
export const ROOMS: Readonly<Record<string, MeasuredRoom>> = {
  jwt: {
    sources: ['shared/src/jwt/*.ts'],
    suites: ['test/shared/jwt/*.test.ts', 'test/shared/test-vectors.test.ts', 'test/shared/independent-half/*.test.ts'],
  },
  'app-door': {
    sources: ['rc-app/src/commands/receive.ts', 'rc-app/src/commands/endpoint.ts'],
    suites: ['test/rc-app/commands/receive.test.ts', 'test/rc-app/commands/endpoint.test.ts'],
  },
  'gateway-door': {
    sources: ['gateway-endpoint/src/receive/*.ts'],
    suites: ['test/gateway-endpoint/receive/*.test.ts', 'test/gateway-endpoint/files/door.test.ts'],
  },
  outbox: {
    sources: ['rc-app/src/outbox/*.ts'],
    suites: ['test/rc-app/outbox/!(hours-away|full).test.ts', 'test/rc-app/push/*.test.ts'],
  },
  ledger: {
    sources: [
      'rc-app/src/commands/ledger.ts',
      'rc-app/src/commands/ledger-rows.ts',
      'rc-app/src/commands/recognise.ts',
      'rc-app/src/commands/trace.ts',
    ],
    suites: ['test/rc-app/commands/ledger.test.ts'],
  },
  admit: {
    sources: ['gateway-endpoint/src/admit/*.ts'],
    suites: ['test/gateway-endpoint/admit/*.test.ts'],
  },
  gate: {
    sources: ['gateway-endpoint/src/gate/*.ts'],
    suites: ['test/gateway-endpoint/gate/*.test.ts'],
  },
  reply: {
    sources: [
      'gateway-endpoint/src/reply/sender.ts',
      'gateway-endpoint/src/reply/say-pieces.ts',
      'gateway-endpoint/src/reply/placement.ts',
      'gateway-endpoint/src/reply/outgoing.ts',
      'gateway-endpoint/src/reply/deliver.ts',
      'gateway-endpoint/src/reply/send-files.ts',
      'gateway-endpoint/src/reply/settle.ts',
    ],
    suites: ['test/gateway-endpoint/reply/*.test.ts'],
  },
  turn: {
    sources: ['gateway-endpoint/src/turn/*.ts'],
    suites: [
      'test/gateway-endpoint/turn/!(comes-again).test.ts',
      'test/gateway-endpoint/place/{conversation,shown}.test.ts',
      'test/gateway-endpoint/silence.test.ts',
    ],
  },
};
