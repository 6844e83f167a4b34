import * as z from 'zod';

/** The groups of actions of the `message` tool that the agent has beside sending. Named as in Slack's channel. */
export interface Actions {
  /** react, reactions */
  readonly reactions: boolean;
  /** read, edit, delete */
  readonly messages: boolean;
  /** pin, unpin, list-pins */
  readonly pins: boolean;
  readonly polls: boolean;
  readonly memberInfo: boolean;
  readonly channelInfo: boolean;
}

const OFFERED: Actions = {
  reactions: true,
  messages: true,
  // The app refuses them, because the engine cannot do it. A tool that always fails is not offered.
  pins: false,
  polls: true,
  memberInfo: true,
  channelInfo: true,
};

const group = (what: string) => z.boolean().optional().describe(what);

export const actions = {
  actions: z
    .strictObject({
      reactions: group('React, and see who has reacted. Default true.'),
      messages: group('Read the conversation it is in; edit and delete its own messages. Default true.'),
      pins: group('Pin and unpin messages. Default false: no version of Rocket.Chat lets an app do this yet.'),
      polls: group('Ask a room with buttons. Default true.'),
      memberInfo: group('Look up a person. Default true.'),
      channelInfo: group('Look up the room. Default true.'),
    })
    .optional()
    .describe(
      'What the agent may do with the `message` tool besides sending: reactions, messages, polls, memberInfo, channelInfo (default true) and pins (default false).',
    ),
};

export function actionsOf({ actions: chosen = {} }: z.infer<z.ZodObject<typeof actions>>): Actions {
  const { reactions, messages, pins, polls, memberInfo, channelInfo } = OFFERED;
  return {
    reactions: chosen.reactions ?? reactions,
    messages: chosen.messages ?? messages,
    pins: chosen.pins ?? pins,
    polls: chosen.polls ?? polls,
    memberInfo: chosen.memberInfo ?? memberInfo,
    channelInfo: chosen.channelInfo ?? channelInfo,
  };
}
