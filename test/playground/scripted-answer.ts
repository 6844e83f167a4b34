import type { Script } from '../gateway/model.ts';

/** Says what it received, the same every time; slowly where somebody watches the typing. */
export function answerWhatItReceived(pauseMs: number): Script {
  return ({ sender, room, target, mentioned, text }) => ({
    text: [
      `**${sender}** wrote ${placeOf(room, target)}${mentioned ? ', mentioning me' : ''}:`,
      '',
      ...text.split('\n').map((line) => `> ${line}`),
    ].join('\n'),
    pieces: 6,
    pauseMs,
  });
}

/** A direct message has no room that a person would know by name. */
function placeOf(room: string, target: string): string {
  return target.startsWith('user:') ? 'to me directly' : `in **#${room.replace(/^#/, '')}**`;
}
