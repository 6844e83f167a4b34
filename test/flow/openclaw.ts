import { inject } from 'vitest';
import type { CliResult } from '../../testbed/gateway/cli.ts';

/** Runs `openclaw <args>` beside the shared gateway, as its operator does. */
export async function openclaw(...args: string[]): Promise<CliResult> {
  const answer = await fetch(`${inject('gateway').windowUrl}/cli`, { method: 'POST', body: JSON.stringify(args) });
  return (await answer.json()) as CliResult;
}
