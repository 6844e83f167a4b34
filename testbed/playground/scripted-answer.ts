import type { Say, Script } from '../gateway/model.ts';
import type { Received } from '../gateway/prompt.ts';
import { HELP, sceneOf } from './scenes.ts';

/** Plays the scene that somebody names, and otherwise says what it received; slowly where somebody watches the typing. */
export function playScenes(pauseMs: number): Script {
  return (received): Say => {
    // Where nobody speaks it is the gateway, about a turn that was interrupted.
    if (received.sender === '') return 'There is nothing more to say.';
    const scene = sceneOf(received.text);
    const result = received.toolResults.at(-1);
    if (scene) return result !== undefined && scene.after ? scene.after(result) : scene.first(received);
    const text = received.text.trim().toLowerCase().endsWith('help') ? HELP : whatItReceived(received);
    return { text, pieces: 6, pauseMs };
  };
}

function whatItReceived({ sender, room, target, mentioned, text }: Received): string {
  return [
    `**${sender}** wrote ${placeOf(room, target)}${mentioned ? ', mentioning me' : ''}:`,
    '',
    ...text.split('\n').map((line) => `> ${line}`),
  ].join('\n');
}

/** A direct message has no room that a person would know by name. */
function placeOf(room: string, target: string): string {
  return target.startsWith('user:') ? 'to me directly' : `in **#${room.replace(/^#/, '')}**`;
}
