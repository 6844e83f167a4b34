import { expect, test } from 'vitest';
import { approvalCapability } from '../../../gateway-endpoint/src/interactions/approvers.ts';
import { configOf } from '../services.ts';

const OWNED = { commands: { ownerAllowFrom: ['rocketchat:Owner1', 'slack:Alice1'] } };

test.each([
  ['a named approver', {}, { approvers: ['user:Alice1'] }, true],
  ['an owner, where nobody is named', OWNED, undefined, false],
  ['an owner of this channel', { commands: { ownerAllowFrom: ['rocketchat:Alice1'] } }, undefined, true],
  [
    'an owner, where others are named',
    { commands: { ownerAllowFrom: ['rocketchat:Alice1'] } },
    { approvers: ['Bob1'] },
    false,
  ],
  ['anybody, where nobody is named', {}, undefined, false],
  ['anybody, where the list is empty', {}, { approvers: [] }, false],
  ['everybody', {}, { approvers: ['*'] }, false],
  ['a username in place of an id', {}, { approvers: ['@Alice1'] }, false],
])('%s', (_who, config, execApprovals, authorized) => {
  const cfg = { ...configOf({ ...(execApprovals && { execApprovals }) }), ...config };
  expect(approvalCapability.authorizeActorAction({ cfg, senderId: 'Alice1' }).authorized).toBe(authorized);
  expect(approvalCapability.authorizeActorAction({ cfg, senderId: null }).authorized).toBe(false);
});
