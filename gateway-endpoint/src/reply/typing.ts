import type { AppClient } from '../app-client/client.ts';

export interface Typing {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The typing indicator of one turn. Its commands go out one after another, so that a slow `on` cannot arrive after
 * the `off`; each is tried once, because a late indicator is worse than none.
 *
 * @param newKey a key per command: unlike a post, an indicator must have its effect every time
 */
export function typingIn(
  client: AppClient,
  place: { readonly roomId: string; readonly threadId?: string | undefined },
  newKey: () => string,
): Typing {
  const { roomId, threadId } = place;
  let isOn = false;
  let tail: Promise<unknown> = Promise.resolve();

  function say(on: boolean): Promise<void> {
    const where = threadId ? { roomId, threadId } : { roomId };
    const said = tail.then(() =>
      client.call({ v: 1, command: 'typing', key: newKey(), ...where, on }, { attempts: 1 }),
    );
    tail = said.catch(() => undefined);
    return said.then(() => undefined);
  }

  return {
    start() {
      isOn = true;
      return say(true);
    },
    async stop() {
      if (!isOn) return;
      isOn = false;
      await say(false);
    },
  };
}
