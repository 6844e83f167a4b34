import { expect, test } from 'vitest';
import { readTarget, readWanted, writeTarget, writeWanted } from '../../../gateway-endpoint/src/place/target.ts';

test.each([
  ['channel:RoomAb', { roomId: 'RoomAb' }],
  ['rocketchat:channel:RoomAb', { roomId: 'RoomAb' }],
  ['user:Ab1', { userId: 'Ab1' }],
  [' USER:Ab1 ', { userId: 'Ab1' }],
  ['general', undefined],
  ['channel:', undefined],
  ['channel:#general', undefined],
  ['user:@bob', undefined],
  ['room:x', undefined],
] as const)('the target %j', (text, target) => {
  expect(readTarget(text)).toEqual(target);
  if (target) expect(readTarget(writeTarget(target))).toEqual(target);
});

test.each([
  ['#general', { roomName: 'general' }],
  ['rocketchat:#General', { roomName: 'General' }],
  ['channel:#general', { roomName: 'general' }],
  ['@bob.brown', { username: 'bob.brown' }],
  ['user:@bob', { username: 'bob' }],
  ['general', { bare: 'general' }],
  ['3K5uCgb7ACXLTtDJd', { bare: '3K5uCgb7ACXLTtDJd' }],
  ['channel:RoomAb', { roomId: 'RoomAb' }],
  ['user:#general', undefined],
  ['#', undefined],
  ['@ ', undefined],
  ['', undefined],
  ['rocketchat:', undefined],
  ['slack:C1', undefined],
  ['room:x', undefined],
] as const)('%j as people write it', (text, wanted) => {
  expect(readWanted(text)).toEqual(wanted);
  if (wanted) expect(readWanted(writeWanted(wanted))).toEqual(wanted);
});
