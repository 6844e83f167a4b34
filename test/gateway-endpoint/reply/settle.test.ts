import { expect, test } from 'vitest';
import { settle } from '../../../gateway-endpoint/src/reply/settle.ts';
import { answeringClient } from '../answering-client.ts';

const OUTCOMES = {
  y: { happened: 'yes', messageId: 'm1' },
  z: { happened: 'yes' },
  n: { happened: 'no' },
  u: { happened: 'unknown' },
} as const;

test.each([
  ['', 'all', []],
  ['y', 'all', ['m1']],
  ['yz', 'all', ['m1']],
  ['n', 'none', []],
  ['nn', 'none', []],
  ['yn', 'some', ['m1']],
  ['ny', 'some', ['m1']],
  ['u', 'unknown', []],
  ['yu', 'unknown', ['m1']],
  ['nu', 'unknown', []],
])('of a message whose pieces are %j, %s is posted', async (keys, happened, messageIds) => {
  const { client, asked } = answeringClient({ outcome: ({ of }) => OUTCOMES[of as keyof typeof OUTCOMES] });
  expect(await settle(client, [...keys])).toEqual({ happened, messageIds });
  expect(asked).toMatchObject([...keys].map((of) => ({ command: 'outcome', of })));
});
