/** The action of a person who waits for its result. */
export type Done = 'command' | 'click' | 'answer';
