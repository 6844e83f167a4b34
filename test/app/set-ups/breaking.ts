import type { ServerResponse } from 'node:http';
import { onTestFinished, vi } from 'vitest';
import { machine } from '../../../gateway-endpoint/src/machine.ts';
import { freePort } from '../../../testbed/gateway/free-port.ts';
import type { Asked } from '../../flow/stand-between.ts';
import { AS_THE_APP_SAYS, AS_THE_GATEWAY_SAYS, type Form, PERSON, type Reads } from './row.ts';
import { before, type Stage } from './stage.ts';

/** An address of this machine at which nothing listens. */
export const nowhere = async (): Promise<string> => `http://127.0.0.1:${await freePort()}`;

/** Something else that answers each request the same. */
export function elsewhere(status: number, headers: Record<string, string> = {}, body = '<html>'): Promise<string> {
  const type = body.startsWith('{') ? 'application/json' : 'text/html';
  return before('http://unused.invalid', async (_, response) => {
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  });
}

/** A proxy that removes the `authorization` header. */
export function stripping(to: string): Promise<string> {
  return before(to, async ({ url, body }: Asked, response: ServerResponse) => {
    const type = { 'content-type': 'application/json' };
    const passed = await fetch(to + url, { method: 'POST', headers: type, body: body.toString() });
    response.writeHead(passed.status, Object.fromEntries(passed.headers)).end(await passed.text());
  });
}

/** A proxy that takes short requests alone: of ours not even a hello is as short. */
export const narrow = (): Promise<string> => elsewhere(413);

/** The gateway's machine has another time, until the end of the test. */
export function shiftGateway(ms: number): void {
  const shifted = vi.spyOn(machine, 'clock').mockImplementation(() => Date.now() + ms);
  onTestFinished(() => shifted.mockRestore());
}

export const portOf = (url: string): string => new URL(url).port;
export const asHttps = (url: string): string => url.replace(/^http:/, 'https:');

/** The app does not reach the gateway, and both sides give this reason. */
export function wayOut(
  name: string,
  gatewayUrl: (stage: Stage) => string | Promise<string>,
  why: RegExp,
  person: Reads = PERSON.waitsForAdmin,
): Form {
  return {
    name,
    set: async (stage) => stage.settings({ gateway_url: await gatewayUrl(stage) }),
    app: [/^❌ Not connected to OpenClaw: /, why],
    gateway: [AS_THE_APP_SAYS, why],
    person,
  };
}

/** The gateway does not reach the app, and both sides give this reason. */
export function wayBack(name: string, baseUrl: (stage: Stage) => string | Promise<string>, why: RegExp): Form {
  return {
    name,
    set: async (stage) => stage.account({ baseUrl: await baseUrl(stage) }),
    app: [AS_THE_GATEWAY_SAYS, why],
    gateway: [why],
    person: PERSON.noWayBack,
  };
}
