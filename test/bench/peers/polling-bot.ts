import type { ModelAccess } from '../../../testbed/gateway/model.ts';
import type { Client, MessageRecord } from '../../../testbed/workspace/workspace.ts';

/** Other plugins for Rocket.Chat ask so often, where they poll. */
export const POLL_MS = 3_000;

interface Needs {
  /** The bot's own access, as one has it with a personal access token. */
  readonly client: Client;
  readonly botId: string;
  /** The gateway as a model: a message is a run of the same agent. */
  readonly agent: Pick<ModelAccess, 'url' | 'key'>;
}

/**
 * A bot that asks the server every three seconds what is new in its rooms, has the agent answer each message, and posts the
 * answer. That is the way of several plugins for Rocket.Chat: without a hook of the server there is nothing else to wait for.
 */
export function startPollingBot({ client, botId, agent }: Needs): { stop(): Promise<void> } {
  const seen = new Set<string>();
  let underWay = Promise.resolve();

  async function poll(): Promise<void> {
    for (const { _id, t } of await client.rooms()) {
      if (t !== 'd') continue;
      const { messages } = (await client.call('GET', 'im.history', { roomId: _id, count: 20 })) as {
        messages: MessageRecord[];
      };
      for (const message of messages.toReversed()) {
        if (message.u._id === botId || seen.has(message._id)) continue;
        seen.add(message._id);
        await client.say(_id, await answerTo(message));
      }
    }
  }

  async function answerTo({ rid, msg }: MessageRecord): Promise<string> {
    const headers = { authorization: `Bearer ${agent.key}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ model: 'openclaw', user: rid, messages: [{ role: 'user', content: msg }] });
    const answered = await fetch(`${agent.url}/v1/chat/completions`, { method: 'POST', headers, body });
    const { choices } = (await answered.json()) as { choices: [{ message: { content: string } }] };
    return choices[0].message.content;
  }

  const timer = setInterval(() => {
    underWay = underWay.then(poll).catch((error: unknown) => console.error('the polling bot:', error));
  }, POLL_MS);
  return {
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
