import * as z from 'zod/mini';
import { DURABLE_HEADER, EventsAnswer } from './answer.ts';
import { LIMITS } from './limits.ts';
import { Id } from './parts.ts';

/** For a gateway that fetches: a push has `payload` in its body, and `token` in its header behind `Bearer `. */
export const Delivery = z.strictObject({
  id: Id,
  token: z.string().check(z.maxLength(LIMITS.tokenChars)),
  payload: z.string(),
});
export type Delivery = z.infer<typeof Delivery>;

/** The answer of the gateway's own door to a delivery: as much of it as the app looks at after a push. */
export const Answered = z.strictObject({
  id: Id,
  status: z.int().check(z.gte(100), z.lte(599)),
  headers: z.strictObject({
    [DURABLE_HEADER.name]: z.optional(z.string()),
    'retry-after': z.optional(z.string()),
    date: z.optional(z.string()),
  }),
  answer: z.optional(EventsAnswer),
});
export type Answered = z.infer<typeof Answered>;
