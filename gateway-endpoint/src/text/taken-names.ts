/** Which names somebody of this workspace has. */
export interface TakenNames {
  /** @returns undefined where the app has not been asked lately, or did not say */
  isTaken(name: string): boolean | undefined;
  /** Asks the app for those that are not known. Where it cannot say they stay unknown: never throws. */
  learn(names: readonly string[]): Promise<void>;
}
