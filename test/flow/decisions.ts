import type { Silence } from '../../gateway-endpoint/src/gate/verdict.ts';
import type { JsonObject } from '../../testbed/gateway/config.ts';
import { DEN, OPS } from './who-and-where.ts';

/**
 * Decides who may talk to the agent: each policy is an account of a real gateway, each cell a message and its outcome.
 */
export interface Policy {
  /** The account's id. */
  readonly name: string;
  readonly config: JsonObject;
  /**
   * First line: what they say (`says.ts`); then a line for each place and person (`who-and-where.ts`). A line with one
   * cell says the same of all columns; `.` is not asked.
   */
  readonly table: string;
}

/** The cells of the tables, in words that fit. */
export const CELLS = {
  turn: 'turn',
  does: 'command',
  own: 'own-message',
  bot: 'another-bot',
  livechat: 'livechat-room',
  encrypted: 'encrypted-room',
  empty: 'no-text',
  unasked: 'not-mentioned',
  stranger: 'sender-not-allowed',
  unpaired: 'pairing-required',
  closed: 'room-not-allowed',
  nobody: 'nobody-allowed',
  'no-rooms': 'rooms-disabled',
  'no-dms': 'direct-disabled',
  operators: 'command-not-authorized',
  unknown: 'unknown-command',
  named: 'name-not-accepted',
  'no-group': 'access-group-unknown',
  refused: 'refused-by-policy',
} as const satisfies Record<string, Silence | 'turn' | 'command'>;

const open = { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' };

/** Groups of people, of the whole gateway. */
export const ACCESS_GROUPS: JsonObject = {
  staff: { type: 'message.senders', members: { rocketchat: ['Carol1'], '*': ['Alice1'], slack: ['Bob1'] } },
};

export const POLICIES: readonly Policy[] = [
  {
    name: 'nothing-configured',
    config: {},
    table: `
                      hello      @bot       !status    !model     !statu     /whoami    blank
      direct    eve   unpaired   unpaired   unpaired   unpaired   unpaired   unpaired   empty
      direct    admin unpaired   unpaired   unpaired   unpaired   unpaired   unpaired   empty
      channel   eve   nobody     nobody     nobody     nobody     nobody     nobody     empty
      private   eve   nobody     nobody     nobody     nobody     nobody     nobody     empty
      group     admin nobody     nobody     nobody     nobody     nobody     nobody     empty
      direct    robot bot
      channel   robot bot
      direct    self  own
      channel   self  own
      livechat  eve   livechat
      encrypted eve   encrypted
    `,
  },
  {
    name: 'direct-listed',
    config: { dmPolicy: 'allowlist', allowFrom: ['Alice1'] },
    table: `
                      hello      @bot       !status    !model     !statu     /whoami    blank
      direct    alice turn       turn       does       does       unknown    does       empty
      direct    bob   stranger   stranger   stranger   stranger   stranger   stranger   empty
      direct    admin stranger   stranger   stranger   stranger   stranger   stranger   empty
      direct    robot bot
      channel   alice unasked    turn       does       does       unknown    does       empty
      private   alice unasked    turn       does       does       unknown    does       empty
      group     alice unasked    turn       does       does       unknown    does       empty
      channel   bob   stranger   stranger   stranger   stranger   stranger   stranger   empty
      group     admin stranger   stranger   stranger   stranger   stranger   stranger   empty
    `,
  },
  {
    name: 'direct-open',
    config: { dmPolicy: 'open', allowFrom: ['*'] },
    table: `
                      hello      @bot       !status    !model     !statu     /whoami    blank
      direct    eve   turn       turn       does       operators  unknown    operators  empty
      direct    robot bot
      direct    self  own
      channel   eve   nobody     nobody     nobody     nobody     nobody     nobody     empty
    `,
  },
  {
    name: 'direct-off',
    config: { dmPolicy: 'disabled', allowFrom: ['Alice1'] },
    table: `
                      hello      @bot       !status    !model     !statu     /whoami    blank
      direct    alice no-dms     no-dms     no-dms     no-dms     no-dms     no-dms     empty
      direct    eve   no-dms     no-dms     no-dms     no-dms     no-dms     no-dms     empty
      direct    robot bot
      channel   alice unasked    turn       .          does       unknown    .          empty
      channel   eve   stranger   stranger   stranger   stranger   stranger   stranger   empty
    `,
  },
  {
    name: 'direct-pairing-and-listed',
    config: { dmPolicy: 'pairing', allowFrom: ['Alice1'] },
    table: `
                      hello      @bot       !status    !model     !statu     /whoami
      direct    alice turn       .          does       does       unknown    .
      direct    bob   unpaired
      channel   alice unasked    turn       .          does       unknown    .
      channel   bob   stranger
    `,
  },
  {
    name: 'rooms-open',
    config: { groupPolicy: 'open' },
    table: `
                      hello      @bot       !status    !model     !statu     /whoami    @all       @botty     code       quoted
      channel   eve   unasked    turn       does       operators  unknown    operators  unasked    unasked    unasked    unasked
      private   eve   unasked    turn       does       operators  unknown    operators  unasked    unasked    unasked    unasked
      group     eve   unasked    turn       does       operators  unknown    operators  unasked    unasked    unasked    unasked
      discussion eve  unasked    turn       does       operators  unknown    operators  unasked    unasked    unasked    unasked
      channel   admin unasked    .          .          operators  unknown    operators  unasked    unasked    unasked    unasked
      direct    eve   unpaired
      channel   robot bot
      channel   app   bot
      channel   self  own
      livechat  eve   livechat
      encrypted eve   encrypted
    `,
  },
  {
    name: 'rooms-off',
    config: { groupPolicy: 'disabled', allowFrom: ['Alice1'], rooms: { [OPS]: { allow: true } } },
    table: `
                      hello      @bot       !status    !model     !statu     /whoami    blank
      channel   alice no-rooms   no-rooms   no-rooms   no-rooms   no-rooms   no-rooms   empty
      private   alice no-rooms   no-rooms   no-rooms   no-rooms   no-rooms   no-rooms   empty
      group     eve   no-rooms   no-rooms   no-rooms   no-rooms   no-rooms   no-rooms   empty
      direct    alice turn       .          .          .          unknown    .          empty
      direct    bob   unpaired   unpaired   unpaired   unpaired   unpaired   unpaired   empty
    `,
  },
  {
    name: 'people-of-rooms',
    config: { dmPolicy: 'allowlist', allowFrom: ['Bob1'], groupAllowFrom: ['Alice1'] },
    table: `
                      hello      @bot       !status    !model     !statu     /whoami
      direct    alice stranger
      direct    bob   turn       .          .          operators  unknown    operators
      channel   alice unasked    turn       does       does       unknown    does
      group     alice unasked    turn       .          does       unknown    .
      channel   bob   stranger
    `,
  },
  {
    name: 'one-room',
    config: { rooms: { [OPS]: { allow: true } } },
    table: `
                      hello      @bot       !status    !model     !statu     blank
      ops       eve   unasked    turn       does       operators  unknown    empty
      ops       alice unasked    turn       .          does       unknown    empty
      channel   eve   closed     closed     closed     closed     closed     empty
      private   admin closed     closed     closed     closed     closed     empty
      group     alice closed     closed     closed     closed     closed     empty
      direct    eve   unpaired   unpaired   unpaired   unpaired   unpaired   empty
      ops       robot bot
      channel   robot bot
    `,
  },
  {
    name: 'one-room-and-people',
    config: { groupAllowFrom: ['Alice1'], rooms: { [OPS]: { allow: true } } },
    table: `
                      hello      @bot       !status    !model     !statu     /whoami
      ops       alice unasked    turn       does       does       unknown    does
      ops       bob   stranger
      channel   alice closed
      channel   bob   closed
      direct    alice unpaired
    `,
  },
  {
    name: 'all-but-one-room',
    config: { groupPolicy: 'open', rooms: { [OPS]: { allow: false } } },
    table: `
                      hello      @bot       !status    !model     !statu     /whoami
      ops       eve   closed
      ops       admin closed
      ops       robot bot
      channel   eve   unasked    turn       .          operators  unknown    operators
    `,
  },
  {
    name: 'rooms-by-name',
    config: {
      rooms: { '#ops': { allow: true }, den: { allow: true, requireMention: false }, nowhere: { allow: true } },
    },
    table: `
                      hello      @bot       !status    !model     !statu
      ops       eve   unasked    turn       .          operators  unknown
      den       eve   turn       turn       .          operators  unknown
      namesake  eve   closed
      channel   eve   closed
      direct    eve   unpaired
    `,
  },
  {
    name: 'every-room-but-one',
    config: { rooms: { '*': { allow: true }, [OPS]: { allow: false } } },
    table: `
                      hello      @bot       !status    !model     !statu
      channel   eve   unasked    turn       .          operators  unknown
      group     eve   unasked    turn       .          operators  unknown
      ops       eve   closed
      direct    eve   unpaired
    `,
  },
  {
    name: 'no-room-but-one',
    config: { ...open, rooms: { '*': { allow: false }, [OPS]: { allow: true } } },
    table: `
                      hello      @bot       !status    !model     !statu
      channel   eve   closed
      private   alice closed
      ops       eve   unasked    turn       .          operators  unknown
      direct    eve   turn       .          .          .          unknown
    `,
  },
  {
    name: 'entries-that-open-nothing',
    config: { rooms: { '*': { requireMention: false }, [OPS]: { chatmode: 'onmessage' } } },
    table: `
                      hello      @bot       !status    !model     !statu
      channel   eve   nobody
      ops       eve   nobody
      group     admin nobody
    `,
  },
  {
    name: 'entries-for-people-listed',
    config: { allowFrom: ['Alice1'], rooms: { '*': { requireMention: false }, [OPS]: { users: ['Bob1'] } } },
    table: `
                      hello      @bot       !status    !model     !statu
      channel   alice turn       .          .          does       unknown
      channel   bob   stranger
      ops       bob   turn       .          .          operators  unknown
      ops       alice stranger
    `,
  },
  {
    // A room's `users` may talk, and use no more commands than others.
    name: 'people-of-one-room',
    config: { groupPolicy: 'open', rooms: { [OPS]: { users: ['Bob1'] }, [DEN]: { users: [] } } },
    table: `
                      hello      @bot       !status    !model     !statu     /whoami
      ops       bob   unasked    turn       .          operators  unknown    operators
      ops       eve   stranger
      ops       admin stranger
      den       eve   nobody
      channel   eve   unasked    turn       .          operators  unknown    operators
    `,
  },
  {
    name: 'people-of-one-room-only',
    config: { groupAllowFrom: ['Alice1'], rooms: { [OPS]: { allow: true, users: ['Bob1'] }, [DEN]: { allow: true } } },
    table: `
                      hello      @bot       !status    !model     !statu
      ops       bob   unasked    turn       .          operators  unknown
      ops       alice stranger
      den       alice unasked    turn       .          does       unknown
      den       bob   stranger
      channel   alice closed
      channel   bob   closed
    `,
  },
  {
    name: 'every-message',
    config: { groupPolicy: 'open', chatmode: 'onmessage', requireMention: true },
    table: `
                      hello      @bot       >hello     !model     !statu     /whoami    @all       code       file
      channel   eve   turn       .          turn       operators  unknown    operators  turn       turn       turn
      channel   robot bot
      livechat  eve   livechat
      encrypted eve   encrypted
    `,
  },
  {
    name: 'mention-not-required',
    config: { groupPolicy: 'open', requireMention: false },
    table: `
                      hello      @bot       >hello     !model     !statu     /whoami    blank
      channel   eve   turn       .          .          operators  unknown    operators  empty
      group     eve   turn       .          .          operators  unknown    operators  empty
    `,
  },
  {
    name: 'on-call-whatever-else',
    config: { groupPolicy: 'open', chatmode: 'oncall', requireMention: false },
    table: `
                      hello      @bot       >hello     !model     !statu     file       @all
      channel   eve   unasked    turn       unasked    operators  unknown    unasked    unasked
    `,
  },
  {
    name: 'on-a-sign',
    config: { groupPolicy: 'open', chatmode: 'onchar' },
    table: `
                      hello      @bot       >hello     >          ?hello     !status    !model     !statu     quoted
      channel   eve   unasked    turn       turn       unasked    unasked    does       operators  unknown    .
      channel   robot bot
      group     eve   unasked    .          turn       unasked    unasked    .          operators  unknown    .
    `,
  },
  {
    name: 'on-signs-of-our-own',
    config: { groupPolicy: 'open', chatmode: 'onchar', oncharPrefixes: ['!', '?'] },
    table: `
                      hello      @bot       >hello     ?hello     !statu     !status    !model     !stop
      channel   eve   unasked    turn       unasked    turn       turn       does       operators  operators
    `,
  },
  {
    name: 'signs-without-their-mode',
    config: { groupPolicy: 'open', oncharPrefixes: ['?'] },
    table: `
                      hello      ?hello     >hello     @bot
      channel   eve   unasked    unasked    unasked    turn
    `,
  },
  {
    name: 'modes-of-rooms',
    config: {
      groupPolicy: 'open',
      chatmode: 'onmessage',
      rooms: { [OPS]: { requireMention: true }, [DEN]: { chatmode: 'onchar' } },
    },
    table: `
                      hello      @bot       >hello     ?hello     !statu
      channel   eve   turn       .          .          .          unknown
      ops       eve   unasked    turn       unasked    unasked    unknown
      den       eve   unasked    turn       turn       unasked    unknown
    `,
  },
  {
    name: 'modes-of-all-rooms',
    config: {
      groupPolicy: 'open',
      rooms: { '*': { chatmode: 'onmessage' }, [OPS]: { chatmode: 'oncall' }, [DEN]: { allow: true } },
    },
    table: `
                      hello      @bot       >hello
      channel   eve   turn       .          .
      ops       eve   unasked    turn       unasked
      den       eve   turn       .          .
    `,
  },
  {
    name: 'all-is-a-mention',
    config: { groupPolicy: 'open', mentionAll: true },
    table: `
                      hello      @all       @here      @botty     @all-only
      channel   eve   unasked    turn       turn       unasked    unasked
      channel   robot bot
    `,
  },
  {
    name: 'mentioned-by-the-way',
    config: { groupPolicy: 'open' },
    table: `
                      hello      thread     reply      quote      elsewhere  quote-else
      channel   eve   unasked    turn       turn       turn       unasked    unasked
      channel   robot bot
    `,
  },
  {
    name: 'never-by-the-way',
    config: {
      groupPolicy: 'open',
      implicitMentions: { replyToBot: false, quotedBot: false, threadParticipation: false },
    },
    table: `
                      hello      thread     reply      quote      elsewhere  @bot
      channel   eve   unasked    unasked    unasked    unasked    unasked    turn
    `,
  },
  {
    name: 'no-threads-by-the-way',
    config: { groupPolicy: 'open', implicitMentions: { threadParticipation: false } },
    table: `
                      thread     reply      quote      elsewhere
      channel   eve   unasked    turn       turn       unasked
    `,
  },
  {
    name: 'bots-too',
    config: { groupPolicy: 'open', allowBots: true },
    table: `
                      hello      @bot       !status    !model     !statu     code
      channel   robot unasked    turn       .          operators  unknown    unasked
      channel   app   unasked    turn       .          operators  unknown    unasked
      direct    robot unpaired
      channel   self  own
      livechat  robot livechat
      encrypted robot encrypted
    `,
  },
  {
    name: 'bots-that-mention',
    config: { groupPolicy: 'open', allowBots: 'mentions', requireMention: false },
    table: `
                      hello      @bot       !status    code       quoted     @all       @botty
      channel   robot bot        turn       bot        bot        bot        bot        bot
      channel   app   bot        turn       bot        bot        bot        bot        bot
      channel   self  own
    `,
  },
  {
    name: 'bots-of-one-room',
    config: { groupPolicy: 'open', rooms: { [OPS]: { allowBots: true }, [DEN]: { allowBots: 'mentions' } } },
    table: `
                      hello      @bot       !statu
      channel   robot bot
      ops       robot unasked    turn       unknown
      den       robot bot        turn       bot
    `,
  },
  {
    name: 'bots-that-are-listed',
    config: { allowBots: true, allowFrom: ['Robot1'], dmPolicy: 'allowlist' },
    table: `
                      hello      @bot       !model     !statu
      channel   robot unasked    turn       operators  unknown
      channel   app   stranger
      channel   eve   stranger
      direct    robot turn       .          .          unknown
    `,
  },
  {
    name: 'bots-listed-in-vain',
    config: { allowFrom: ['Robot1', 'Alice1'], dmPolicy: 'allowlist' },
    table: `
                      hello      @bot       !model     !statu
      channel   robot bot
      direct    robot bot
      direct    alice turn       .          .          unknown
    `,
  },
  {
    name: 'operators',
    config: { ...open, commandAllowFrom: ['Alice1'] },
    table: `
                      !stop      !status    !new       !help      !model     !statu     /model     @bot+!stop @bot+/stop
      channel   alice does       does       does       does       does       unknown    does       does       does
      channel   bob   operators  does       .          does       operators  unknown    operators  operators  operators
      channel   admin operators  .          .          .          operators  unknown    operators  operators  operators
      direct    alice .          .          .          .          does       unknown    does       .          .
      direct    bob   operators  does       .          does       operators  unknown    operators  operators  operators
    `,
  },
  {
    name: 'a-prefix-of-our-own',
    config: { groupPolicy: 'open', commandPrefix: '.' },
    table: `
                      .status    .model     .statu     !status    !model     !statu     @bot+.stop @bot+!stop
      channel   eve   does       operators  unknown    unasked    unasked    unasked    operators  turn
    `,
  },
  {
    name: 'no-prefix',
    config: { groupPolicy: 'open', commandPrefix: '' },
    table: `
                      !status    !statu     /status    /model     @bot+!statu
      channel   eve   unasked    unasked    does       operators  turn
    `,
  },
  {
    name: 'groups-of-people',
    config: { dmPolicy: 'allowlist', allowFrom: ['accessGroup:staff'], groupAllowFrom: ['accessGroup:nobody-made-it'] },
    table: `
                      hello      @bot       !model     !statu
      direct    alice turn       .          .          unknown
      direct    carol turn       .          .          unknown
      direct    bob   stranger
      channel   alice no-group
      channel   eve   no-group
    `,
  },
  {
    name: 'names-count',
    config: { dmPolicy: 'allowlist', allowFrom: ['@alice'], dangerouslyAllowNameMatching: true },
    table: `
                      hello      @bot       !model     !statu
      direct    alice turn       .          .          unknown
      direct    mask  turn       .          .          unknown
      direct    bob   stranger
      channel   alice unasked    turn       does       unknown
      channel   bob   stranger
    `,
  },
  {
    name: 'names-do-not-count',
    config: { dmPolicy: 'allowlist', allowFrom: ['@alice', 'bob'] },
    table: `
                      hello      @bot       !model     !statu
      direct    alice named
      direct    mask  named
      direct    bob   stranger
      channel   alice named
    `,
  },
  {
    name: 'ids-spelt-out',
    config: { dmPolicy: 'allowlist', allowFrom: ['rocketchat:user:Alice1', 'user:Bob1', ' Carol1 '] },
    table: `
                      hello      !model     !statu
      direct    alice turn       does       unknown
      direct    bob   turn       operators  unknown
      direct    carol turn       operators  unknown
      direct    ALICE stranger
      channel   ALICE stranger
      direct    eve   stranger
    `,
  },
  {
    name: 'everything-open',
    config: { ...open, requireMention: false, rooms: { '*': { allow: true } } },
    table: `
                      hello      !model     !statu     blank      file
      direct    eve   turn       operators  unknown    empty      turn
      channel   eve   turn       operators  unknown    empty      turn
      channel   unsure turn      operators  unknown    empty      .
      livechat  eve   livechat
      encrypted eve   encrypted
      direct    self  own
      channel   self  own
      channel   robot bot
      direct    app   bot
    `,
  },
];
