import type { EventsAnswer, RefusalCode, Retry } from '@rocketchat-openclaw/shared';

/** The result of one attempt. `why` is one sentence for the admin: who said no, status and what to do. */
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
      /** Asked for by the gateway, or by something before it. */
      readonly retryAfterMs?: number;
      /** See `Failure` of the outbox. */
      readonly mendsItself?: true;
      /** Our own half refused, before anything was sent. */
      readonly code?: RefusalCode;
    };
