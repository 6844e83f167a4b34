/** Plugin id, channel id and the key under `channels`: one word, fixed. */
export const CHANNEL_ID = 'rocketchat';

export const CHANNEL_LABEL = 'Rocket.Chat';
