import type { Server } from '../../server.ts';
import type { UserRecord } from '../../store/records.ts';

export type Params = Record<string, unknown>;

/** One REST endpoint of /api/v1: the answer gets `success: true`, a throw becomes Rocket.Chat's failure. */
export interface Endpoint {
  readonly method: 'get' | 'post';
  readonly path: string;
  run(call: { server: Server; caller: UserRecord; params: Params }): object | Promise<object>;
}

/** A parameter that has to be there and to be text. */
export function text(params: Params, name: string): string {
  const value = params[name];
  if (typeof value !== 'string' || value === '') throw new Error(`must have required property '${name}'`);
  return value;
}

export function optionalText(params: Params, name: string): string | undefined {
  const value = params[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
