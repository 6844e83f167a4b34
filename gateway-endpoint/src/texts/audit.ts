/**
 * Findings of `openclaw security audit` and `openclaw doctor`: things that are open to more people than the operator may
 * mean, and the cure. A title is a heading, the other two are sentences. Arguments are paths of settings in openclaw.json.
 */

interface Words {
  readonly title: string;
  readonly detail: string;
  readonly remediation: string;
}

export const FINDING = {
  plainSecret: (path: string): Words => ({
    title: 'Rocket.Chat secret is written in openclaw.json',
    detail: `${path} holds the secret itself: anyone who reads the file can speak for the workspace.`,
    remediation: `Keep it in a secret provider: \`openclaw secrets configure\` turns ${path} into a reference.`,
  }),
  previousSecret: (path: string): Words => ({
    title: 'The gateway still accepts a previous Rocket.Chat secret',
    detail: `${path} is set: anyone who has the old secret can still speak for the workspace.`,
    remediation: `When \`openclaw rocketchat keys\` and /openclaw status show the same ids, run \`openclaw config unset ${path}\`.`,
  }),
  anybodyDirect: (allowFrom: string): Words => ({
    title: 'Rocket.Chat direct messages are open through a wildcard',
    detail: `${allowFrom} holds "*": anyone may write to the agent, whatever dmPolicy says.`,
    remediation: `Remove "*" from ${allowFrom} and list user ids.`,
  }),
  roomsOpen: (groupPolicy: string, needsMention: boolean, rooms: string, people: string): Words => ({
    title: 'Rocket.Chat rooms are open',
    detail: needsMention
      ? `${groupPolicy}="open" lets any member of any room the bot is in start a turn by a mention.`
      : `${groupPolicy}="open" lets any member of any room the bot is in start a turn, without a mention.`,
    remediation: `Set ${groupPolicy} to "allowlist", and list rooms in ${rooms} or people in ${people}.`,
  }),
  everyRoomListed: (allow: string, rooms: string, users: string): Words => ({
    title: 'Every Rocket.Chat room is open to all its members',
    detail: `${allow} opens every room the bot is in, just like groupPolicy "open".`,
    remediation: `List the rooms one by one in ${rooms}, or the people in ${users}.`,
  }),
  anybodyInRooms: (people: string, rooms: string): Words => ({
    title: 'Rocket.Chat rooms are open through a wildcard',
    detail: `${people} holds "*", and no room is listed: any member of any room the bot is in may start a turn.`,
    remediation: `List people in ${people}, or rooms in ${rooms}.`,
  }),
  anybodyCommands: (commandAllowFrom: string): Words => ({
    title: 'Everyone may use the Rocket.Chat commands for operators',
    detail: `${commandAllowFrom} holds "*": everyone who may talk to the agent may change its model and stop it.`,
    remediation: `List the user ids of operators in ${commandAllowFrom}.`,
  }),
  namesWithoutEffect: (keys: string): Words => ({
    title: 'Rocket.Chat lists contain names that have no effect',
    detail: `Entries such as "@name" in ${keys} let nobody in: a person can give up a name, and someone else can take it.`,
    remediation: `Put user ids into ${keys}.`,
  }),
  noTls: (baseUrl: string): Words => ({
    title: 'Rocket.Chat is reached without TLS',
    detail: `${baseUrl} begins with http://: others on the network can read answers and files, and hold them back.`,
    remediation: `Use the https:// address of the workspace in ${baseUrl}.`,
  }),
  oneConversation: (of: string, message: string, fix: string): Words => ({
    title: `Rocket.Chat direct messages are one conversation${of}`,
    detail: `${message}.`,
    remediation: `${fix}. Direct conversations then start anew.`,
  }),
  oneAgent: (of: string, accounts: string, agent: string, binding: string): Words => ({
    title: `Several Rocket.Chat workspaces share one agent${of}`,
    detail: `Accounts ${accounts} share the agent ${agent}: their conversations are separate, but the agent's files, its memory (MEMORY.md) and its tools are the same. People of one workspace can ask it for what it knows from another.`,
    remediation: `Give each workspace its own agent: ${binding} in bindings.`,
  }),
  listsNotInherited: (of: string, lists: string, defaultId: string, accountId: string, own: string): Words => ({
    title: `Rocket.Chat lists at the root belong to one workspace${of}`,
    detail: `${lists} counts for the account ${defaultId} and not for ${accountId}: another workspace can give the same ids to other people.`,
    remediation: `List the people of this workspace under ${own}.`,
  }),
  ownersOfNobody: (defaultId: string, example: string): Words => ({
    title: 'Owners name no Rocket.Chat account',
    detail: `commands.ownerAllowFrom names people of the account ${defaultId}, which is not configured, so they own nothing.`,
    remediation: `Name the account, such as "${example}".`,
  }),
  ownersElsewhere: (of: string, accountId: string, entries: string): Words => ({
    title: `A person of another Rocket.Chat workspace owns the gateway${of}`,
    detail: `commands.ownerAllowFrom names people of the account ${accountId}. An admin of that workspace can act as any of its people, and so as the owner of the gateway.`,
    remediation: `Keep this only if you trust that workspace as much as the gateway; otherwise remove ${entries}.`,
  }),
  namesElevated: (list: string, names: string, accountId: string): Words => ({
    title: 'Elevated tools are given to names',
    detail: `${list} holds ${names}: anyone who takes the name gets the tools, in every workspace (such as ${accountId}).`,
    remediation: 'List user ids. Write those of a further account as "<account>/<user id>".',
  }),
} as const;

/** Behind a title: which account it is about, unless it is the only one. */
export const OF_ACCOUNT = (accountId: string) => ` (account: ${accountId})`;
