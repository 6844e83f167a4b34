/** How often each row is measured, and how much of it there is. */
export interface Scale {
  readonly warmUp: number;
  /** Turns in a channel, and as many in a direct room. */
  readonly turns: number;
  readonly streams: number;
  readonly handOvers: number;
  readonly bursts: number;
  /** Mentions of a burst, and the rooms over which they are spread. */
  readonly mentions: number;
  readonly rooms: number;
  readonly backlogs: number;
  readonly backlog: number;
  /** Blocks of turns that are watched for syncs, and the turns of a block. */
  readonly blocks: number;
  readonly blockTurns: number;
  /** Messages that are not for the bot. */
  readonly foreign: number;
  readonly polls: number;
  readonly files: number;
  readonly fileMb: number;
}

export const FULL: Scale = {
  warmUp: 5,
  turns: 40,
  streams: 12,
  handOvers: 150,
  bursts: 2,
  mentions: 100,
  rooms: 20,
  backlogs: 3,
  backlog: 3_000,
  blocks: 3,
  blockTurns: 10,
  foreign: 1_000,
  polls: 16,
  files: 3,
  fileMb: 20,
};

/** So little that it says nothing about speed: only that each row can be measured. */
export const QUICK: Scale = {
  warmUp: 0,
  turns: 2,
  streams: 1,
  handOvers: 4,
  bursts: 1,
  mentions: 8,
  rooms: 4,
  backlogs: 1,
  backlog: 60,
  blocks: 1,
  blockTurns: 1,
  foreign: 20,
  polls: 1,
  files: 1,
  fileMb: 2,
};
