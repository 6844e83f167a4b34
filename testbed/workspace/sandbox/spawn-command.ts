export interface SpawnCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Turns the arguments that the engine gives to `deno` into the command that starts our sandbox. */
export type CommandFor = (engineArgs: readonly string[]) => SpawnCommand;
