import { ClientError } from './client/session.ts';
import type { WebhookPayload } from './rules/integrations.ts';

/** An incoming webhook, as another program uses it. */
export interface Webhook {
  /** Of the integration. */
  readonly id: string;
  readonly url: string;
  post(payload: WebhookPayload): Promise<void>;
}

export function createWebhook(
  url: string,
  { _id: id, token }: { readonly _id: string; readonly token: string },
): Webhook {
  const address = `${url}/hooks/${id}/${token}`;
  return {
    id,
    url: address,
    async post(payload) {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(payload) });
      const answer = (await response.json()) as Record<string, unknown>;
      if (!response.ok) throw new ClientError('hooks', response.status, answer);
    },
  };
}
