import type { OpenClawConfig } from 'openclaw/plugin-sdk/account-core';
import {
  ChannelStreamingBlockSchema,
  ChannelStreamingPreviewSchema,
  ChannelStreamingProgressSchema,
} from 'openclaw/plugin-sdk/channel-config-schema';
import * as z from 'zod';

/** Below this, people see no difference and the server only writes more. */
const SHORTEST_INTERVAL_MS = 250;
const DEFAULT_INTERVAL_MS = 1_000;

const streamingObject = z.strictObject({
  mode: z
    .enum(['off', 'partial', 'block', 'progress'])
    .optional()
    .describe(
      'What is shown while the agent works: nothing (off), its text as it grows (partial, the default), the same in whole paragraphs (block), or what it is doing (progress).',
    ),
  notify: z
    .enum(['final', 'first'])
    .optional()
    .describe(
      'Which post notifies people. With final (default), the preview notifies nobody and is replaced by the answer, which is a new post; threads show only typing. With first, the preview is an ordinary post, its notification has the first words, and it becomes the answer.',
    ),
  editIntervalMs: z
    .int()
    .min(SHORTEST_INTERVAL_MS)
    .optional()
    .describe(
      'Shortest time between two edits in one room, in milliseconds, however many answers grow there. Default 1000.',
    ),
  preview: ChannelStreamingPreviewSchema.optional().describe(
    'For partial and block: toolProgress (lines about tools, default true), commandText, and chunk for the paragraphs of block.',
  ),
  progress: ChannelStreamingProgressSchema.optional().describe(
    'For progress: label, labels, maxLines, maxLineChars, toolProgress (default false), commandText, commentary.',
  ),
  block: ChannelStreamingBlockSchema.optional().describe(
    'enabled: the answer comes as several posts while it is written, without a preview; coalesce: how much text goes into one post.',
  ),
});

export const streaming = {
  streaming: streamingObject.optional().describe('What people see of an answer while it is written.'),
  blockStreaming: z
    .boolean()
    .optional()
    .describe(
      'Short for streaming.block.enabled. Default: agents.defaults.blockStreamingDefault, unless streaming.mode is set.',
    ),
};

type StreamingConfig = z.infer<typeof streamingObject>;

interface Configured {
  readonly streaming?: StreamingConfig | undefined;
  readonly blockStreaming?: boolean | undefined;
}

/** How an answer is shown while it is written, with every default in its place. */
export interface Streaming {
  /** Of the preview; `off` where there is none. */
  readonly mode: NonNullable<StreamingConfig['mode']>;
  /** Is the answer posted piece by piece? */
  readonly inBlocks: boolean;
  readonly notify: NonNullable<StreamingConfig['notify']>;
  readonly editIntervalMs: number;
  /** As the SDK's own readers want it. */
  readonly entry: { readonly streaming: StreamingConfig };
}

/**
 * `partial` like Mattermost's channel: since previews notify nobody, nothing is lost by showing them.
 *
 * The operator's settings for this channel win over OpenClaw's for all channels.
 */
export function streamingOf({ streaming = {}, blockStreaming }: Configured, cfg: OpenClawConfig): Streaming {
  const isSet = streaming.mode !== undefined && streaming.mode !== 'off';
  const inherited = !isSet && cfg.agents?.defaults?.blockStreamingDefault === 'on';
  const inBlocks = streaming.block?.enabled ?? blockStreaming ?? inherited;
  return {
    mode: inBlocks ? 'off' : (streaming.mode ?? 'partial'),
    inBlocks,
    notify: streaming.notify ?? 'final',
    editIntervalMs: streaming.editIntervalMs ?? DEFAULT_INTERVAL_MS,
    entry: { streaming },
  };
}

/** An account's settings win over those at the root, key by key. */
export function mergedStreaming(root: StreamingConfig = {}, own: StreamingConfig = {}): StreamingConfig {
  return {
    ...root,
    ...own,
    preview: { ...root.preview, ...own.preview },
    progress: { ...root.progress, ...own.progress },
    block: { ...root.block, ...own.block },
  };
}
