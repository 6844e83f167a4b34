import { expect, test } from 'vitest';
import { laneIn, readLane } from '../../../gateway-endpoint/src/admit/admitted.ts';

test.each([
  ['Room1', undefined],
  ['Room1', 'Root1'],
  ['Room:1', 'Root:1'],
  ['100%25', 'a%3Ab'],
])('the lane of room %j and thread %j tells both', (roomId, threadId) => {
  expect(readLane(laneIn(roomId, threadId))).toEqual({ roomId, ...(threadId && { threadId }) });
});
