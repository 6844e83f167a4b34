export interface HowOften {
  /** Rounds whose values do not count. */
  readonly warmUp: number;
  readonly times: number;
}

/**
 * Measures two sides by turns, A B A B, so that what else the machine does falls on both.
 *
 * @returns the values of each side, in the order of the sides
 */
export async function alternate<Side, Value>(
  sides: readonly Side[],
  { warmUp, times }: HowOften,
  measure: (side: Side, round: number) => Promise<Value>,
): Promise<Value[][]> {
  const values: Value[][] = sides.map(() => []);
  for (let round = -warmUp; round < times; round++) {
    for (const [at, side] of sides.entries()) {
      const value = await measure(side, round);
      if (round >= 0) values[at]?.push(value);
    }
  }
  return values;
}
