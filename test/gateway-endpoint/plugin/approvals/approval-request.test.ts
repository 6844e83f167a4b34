import { expect, test } from 'vitest';
import { requestOf, type Wish } from '../../../../gateway-endpoint/src/plugin/approvals/approval-request.ts';
import { approveCommand } from '../../../../gateway-endpoint/src/plugin/approvals/asking.ts';
import { howEnded } from '../../../../gateway-endpoint/src/plugin/approvals/how-ended.ts';
import { EN } from '../../../../gateway-endpoint/src/texts/pattern.ts';

const ID = '1a2b3c4d-0000-4000-8000-000000000000';
const ASKING = { words: EN, asked: 'I asked @alice.', by: 'bob', room: '#general', minutes: 30, command: '!approve' };
const actions = [
  { decision: 'allow-once', label: 'x', style: 'success', command: '' },
  { decision: 'deny', label: 'y', style: 'danger', command: '' },
] as const;
const exec = (commandText: string, more: object = {}): Wish => ({
  approvalId: ID,
  approvalKind: 'exec',
  commandText,
  warningText: null,
  commandAnalysis: null,
  metadata: [{ label: 'CWD', value: '/srv/`x`' }],
  actions: [...actions],
  ...more,
});

test('[F18] a request says what, for whom, who was asked, how long, and how to decide in words', () => {
  const { text, card, notice } = requestOf(exec('ls -l'), ASKING);
  expect(text.split('\n\n')).toEqual([
    '🔒 **Approval required**',
    '@bob asked for it in #general.',
    'I want to run this command:',
    '```sh\nls -l\n```',
    "Folder: `/srv/'x'`",
    'I asked @alice. The request is open for 30 minutes.',
    'To decide in words, write `!approve 1a2b3c4d allow-once` or `deny`.',
    `ID: ${ID}`,
  ]);
  expect(notice).toContain('I asked @alice. The request is open for 30 minutes.');
  expect(card.parts).toMatchObject([
    {
      controls: [
        { label: 'Allow Once', meaning: { does: 'approve', approvalId: ID, decision: 'allow-once', askedBy: 'host' } },
        { label: 'Deny', style: 'danger' },
      ],
    },
  ]);
});

test('[F18] no command ends its own code', () => {
  const { text } = requestOf(exec('cat <<```\n````\nx'), ASKING);
  expect(text).toContain('`````sh\ncat <<```\n````\nx\n`````');
});

test('[F18] a request has OpenClaw’s warnings', () => {
  const commandAnalysis = { commandCount: 1, nestedCommandCount: 0, riskKinds: [], warningLines: ['deletes\nfiles'] };
  const { text } = requestOf(exec('rm -r /', { warningText: 'Careful.', commandAnalysis }), ASKING);
  expect(text).toContain('⚠️ Careful.\n⚠️ deletes files');
});

test('[F18] a plugin’s request keeps its whole id', () => {
  const plugin: Wish = {
    approvalId: 'plugin:12345678-9',
    approvalKind: 'plugin',
    title: 'Send mail',
    description: 'To all',
    metadata: [],
    actions: [...actions],
  };
  const { text } = requestOf(plugin, { ...ASKING, by: undefined, room: undefined });
  expect(text).toContain('Send mail\n\nTo all');
  expect(text).toContain('`!approve plugin:12345678-9 allow-once`');
  expect(text).not.toContain('asked for it');
});

test.each([
  ['!', '!approve'],
  ['.', '.approve'],
  ['', '/openclaw approve'],
  ['/', '/openclaw approve'],
])('[F18] with the prefix %j it is written %s', (commandPrefix, expected) => {
  expect(approveCommand({ commandPrefix })).toBe(expected);
});

test.each([
  [{ decision: 'allow-once', resolvedBy: '@alice' }, 'Decided: allowed once, by @alice'],
  [{ decision: 'allow-always', resolvedBy: 'rocketchat approval (Alice1)' }, 'Decided: always allowed'],
  [{ decision: 'deny', resolvedBy: 'Control UI' }, 'Decided: denied'],
  [{ decision: 'deny', resolvedBy: null }, 'Expired: the request was withdrawn'],
  [{ decision: 'deny', resolvedBy: 'approval-scope-closed' }, 'Expired: the request was withdrawn'],
  [{ decision: 'deny', resolvedBy: 'openclaw-control-ui' }, 'Decided: denied'],
  [{ decision: 'deny', terminalStatus: 'expired' }, 'Expired: nobody decided in time'],
] as const)('[F18] %j is said as %s', (resolved, expected) => {
  expect(howEnded(resolved, EN)).toBe(expected);
});
