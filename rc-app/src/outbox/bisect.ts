/** Finds the event for which the gateway refuses a whole batch, by halves. */
export interface Bisect {
  /** How many events the next batch may hold. */
  most(): number;
  /** A batch of so many was refused. @returns whether it was found: it was alone */
  refused(count: number): boolean;
  /** Called when so many were accepted. */
  passed(count: number): void;
}

export function openBisect(): Bisect {
  let most = Number.POSITIVE_INFINITY;
  let suspects = 0;
  const clear = () => {
    most = Number.POSITIVE_INFINITY;
    suspects = 0;
  };
  return {
    most: () => most,
    refused(count) {
      if (count <= 1) {
        clear();
        return true;
      }
      suspects = count;
      most = Math.floor(count / 2);
      return false;
    },
    passed(count) {
      suspects -= count;
      // The batch was refused, but each event alone was accepted: no single event was the reason.
      if (suspects <= 0) clear();
    },
  };
}
