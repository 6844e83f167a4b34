/** What `openclaw doctor --fix` says about keys of other Rocket.Chat plugins. Arguments are paths in openclaw.json. */
export const BROUGHT = {
  moved: (path: string, key: string): string => `${path} is ${key} here.`,
  removed: (path: string): string => `${path} is removed: this channel does not read it.`,
  names: 'a name such as "@alice" has no effect, because a name can change hands. Put the user id in its place.',
  twice:
    'two keys had different values for it. Anything that one of them refuses stays refused; look whether you want that.',
  unknown: 'it has no counterpart here, and is removed.',
  window: 'there is no such window. In a thread that the bot has written in, nobody needs to mention it.',
  coalesce: 'use streaming.block.coalesce.',
  agent: 'give the account its agent with bindings.',
  owner: 'name the owner in commands.ownerAllowFrom.',
  commands: 'use commandPrefix and commandAllowFrom.',
  skills: 'use tools, or give the room an agent of its own with bindings.',
  roomMedia: 'use mediaMaxMb of the account.',
} as const;
