/**
 * The reasons for which an event starts no turn, for operators: in the log, in the status and in docs/. Each text is a
 * clause.
 */
export const SILENCES = {
  'unhandled-event': 'this version ignores events of this type',
  'own-message': 'the bot did this itself',
  'another-bot': 'another bot or app did this (allowBots)',
  'livechat-room': 'it happened in an omnichannel room',
  'encrypted-room': 'the room is end-to-end encrypted: the text cannot be read',
  'edited-by-another': 'somebody else edited the message before it was read, so the words are not its author’s',
  'taken-back': 'the question was deleted while it waited, or no longer calls the bot',
  'taken-in': 'the edit or deletion changed a message that was still waiting, so that message shows it',
  'no-text': 'it contains neither text nor files',
  'already-a-turn': 'the message, or an edit of it, has already started a turn',
  'reaction-not-wanted': 'reactionNotifications does not include it',
  'not-mentioned': 'nobody mentioned the bot (requireMention)',
  'room-not-allowed': 'the room is not open to the bot (rooms)',
  'sender-not-allowed': 'the sender is not on the allow list',
  'direct-disabled': 'direct messages are switched off (dmPolicy)',
  'rooms-disabled': 'rooms are switched off (groupPolicy)',
  'nobody-allowed': 'groupPolicy is allowlist, and the list is empty (groupAllowFrom)',
  'pairing-required': 'the sender is not paired yet (openclaw pairing list rocketchat)',
  'command-not-authorized': 'the sender is not allowed to use this command (commandAllowFrom)',
  'unknown-command': 'it is a misspelt command, or one of OpenClaw’s own, which begin with / instead of commandPrefix',
  'name-not-accepted': 'the allow list contains a username, and usernames can change hands: list the user id instead',
  'button-expired': 'the button or form is too old, or belongs to another message',
  'already-answered': 'somebody has already answered it, here or elsewhere',
  'not-an-approver': 'the person may not approve (execApprovals.approvers)',
  'too-many-votes': 'the person has chosen as many options of the poll as they may',
  'command-by-control':
    'buttons, lists and forms run only commands that everybody may use, and only OpenClaw itself may ask for approval',
  'answer-not-taken': 'OpenClaw did not accept the answer; the reason is in the log',
  'too-late': 'it came more than 10 minutes late: the agent sees it, but does not answer',
  'room-closed': 'the workspace no longer lets the bot write in the room; the detail says why',
  'dead-letter': 'it could not be handled, and will not be tried again',
  'access-group-unknown': 'the list names an access group that does not exist or cannot be looked up (accessGroups)',
  'refused-by-policy': 'OpenClaw refused it; the reason is in the log',
} as const satisfies Record<string, string>;
