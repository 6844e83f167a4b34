// Rocket.Chat's ids are Meteor's Random.id(): 17 characters that cannot be mistaken for one another.
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';
const LENGTH = 17;

/** @param dice gives a number in [0, 1); a seeded one makes the ids of a workspace repeatable. */
export function idsFrom(dice: () => number): () => string {
  const character = () => ALPHABET[Math.floor(dice() * ALPHABET.length)] ?? ALPHABET[0];
  return () => Array.from({ length: LENGTH }, character).join('');
}

/** A small repeatable dice (mulberry32), for tests that print or compare ids. */
export function seededDice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
