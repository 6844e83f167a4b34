import { Icon } from './icons.tsx';

/** Initials on a colour that follows from the name, as no picture is stored. */
export function Avatar({ username, isBot = false }: { username: string; isBot?: boolean }) {
  const hue = [...username].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 360, 7);
  return (
    <span class="avatar" aria-hidden="true" data-bot={isBot} style={`--hue: ${hue}`}>
      {isBot ? <Icon name="bot" size={20} /> : username.slice(0, 1).toUpperCase()}
    </span>
  );
}
