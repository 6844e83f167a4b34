import type { EventsAnswer, RefusalCode, Retry } from '@rocketchat-openclaw/shared';

/** What became of one attempt. `why` is one sentence for the admin: who said no, status and what to do. */
export type Pushed =
  | {
      readonly delivered: true;
      readonly answer: EventsAnswer;
      /** The gateway does not know where the app takes commands. */
      readonly wantsHello?: boolean;
    }
  | {
      readonly delivered: false;
      readonly retry: Retry;
      readonly why: string;
      /** What the gateway, or something before it, asked for. */
      readonly retryAfterMs?: number;
      /** See `Failure` of the outbox. */
      readonly mendsItself?: true;
      /** What our own half refused, before anything was sent. */
      readonly code?: RefusalCode;
    };
