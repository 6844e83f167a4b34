/** Names that are in use in this workspace. */
export interface TakenNames {
  /** @returns undefined if the app was not asked lately, or did not answer */
  isTaken(name: string): boolean | undefined;
  /** Asks the app for those that are not known. Where it cannot say they stay unknown: never throws. */
  learn(names: readonly string[]): Promise<void>;
}
