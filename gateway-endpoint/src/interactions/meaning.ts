import * as z from 'zod';

const QuestionId = z.string().min(1);

/** The meaning of a button or an option of a list. It stays here: the post has only a token that leads back to it. */
export const Meaning = z.discriminatedUnion('does', [
  /** Goes to the agent as something that the person said. */
  z.strictObject({ does: z.literal('tell'), value: z.string() }),
  /** One of OpenClaw's commands. It runs where everybody may use it. */
  z.strictObject({ does: z.literal('command'), command: z.string() }),
  z.strictObject({ does: z.literal('answer'), questionId: QuestionId, option: z.string() }),
  /** Opens a form for an answer that is not among the options. */
  z.strictObject({ does: z.literal('ask'), questionId: QuestionId }),
  z.strictObject({
    does: z.literal('approve'),
    approvalId: z.string().min(1),
    kind: z.enum(['exec', 'plugin', 'system-agent']),
    decision: z.enum(['allow-once', 'allow-always', 'deny']),
    /** Set if OpenClaw's approvals made the card. 0.1.0 did not store it, and a model may have made those cards. */
    askedBy: z.literal('host').optional(),
  }),
  z.strictObject({ does: z.literal('vote'), option: z.int().min(0) }),
]);
export type Meaning = z.infer<typeof Meaning>;

export const Control = z.strictObject({
  label: z.string(),
  meaning: Meaning,
  /** May it be clicked again and again? */
  isReusable: z.boolean(),
  style: z.enum(['primary', 'danger']).optional(),
});
export type Control = z.infer<typeof Control>;
