import { isSilentReplyText } from 'openclaw/plugin-sdk/reply-chunking';
import type { PluginRuntime } from 'openclaw/plugin-sdk/runtime-store';

interface Watching {
  readonly runtime: { readonly events: Pick<PluginRuntime['events'], 'onAgentEvent'> };
  readonly isRun: (runId: string) => boolean;
  /** Called when the agent has finished, before its answer is delivered. */
  readonly onEnd: () => void;
}

/** A run of the agent, as its events tell of it. */
export interface AgentEvents {
  /** A message was put into the run: what the agent has said until now is an answer to those before it. */
  joined(): void;
  /**
   * The answers that the agent finished before messages joined it, and that OpenClaw drops because the model failed
   * afterwards: it goes on from there, and delivers only what comes now. Each is returned once.
   *
   * @param delivered the text that is delivered now
   */
  takeDropped(delivered: string): string[];
  /** Called when nobody needs the events from now on. */
  unwatch(): void;
}

/** Watches the events of one run. They are of OpenClaw's src/agents/embedded-agent-subscribe, which has no docs for them. */
export function watchAgent({ runtime, isRun, onEnd }: Watching): AgentEvents {
  /** The words of the agent's latest message, as long as no tool was called after them. */
  let said = '';
  let finished: string[] = [];
  let dropped: string[] = [];

  const unwatch = runtime.events.onAgentEvent(({ runId, stream, data }) => {
    if (!isRun(runId)) return;
    const { phase, text, error } = data;
    if (stream === 'tool') said = '';
    if (stream === 'assistant' && typeof text === 'string') said = text;
    if (stream !== 'lifecycle') return;
    if (phase === 'error' || error !== undefined) {
      dropped.push(...finished);
      [finished, said] = [[], ''];
    }
    if (phase === 'end' || phase === 'error') onEnd();
  });

  return {
    joined() {
      if (said.trim() !== '' && !isSilentReplyText(said)) finished.push(said);
      said = '';
    },
    takeDropped(delivered) {
      const texts = dropped.filter((text) => text.trim() !== delivered.trim());
      dropped = [];
      return texts;
    },
    unwatch,
  };
}
