/** A file that does not reach the agent, with the reason. */
export type Why = 'too-large' | 'too-many' | 'gone' | 'changed' | 'unreadable';

export class Unreadable extends Error {
  readonly why: Why;
  /** Of the whole file, where it is known. */
  readonly size: number | undefined;

  constructor(why: Why, size?: number, options?: ErrorOptions) {
    super(why, options);
    this.name = 'Unreadable';
    this.why = why;
    this.size = size;
  }
}
