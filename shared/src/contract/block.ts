import * as z from 'zod/mini';
import { LIMITS } from './limits.ts';
import { Id, Text } from './parts.ts';

/** Words on a button, a select or a form. */
export const Label = z.string().check(z.minLength(1), z.maxLength(75));

const Button = z.strictObject({
  type: z.literal('button'),
  actionId: Id,
  text: Label,
  value: z.optional(z.string().check(z.maxLength(2_000))),
  style: z.optional(z.enum(['primary', 'danger'])),
});

const Select = z.strictObject({
  type: z.literal('select'),
  actionId: Id,
  placeholder: Label,
  options: z
    .array(z.strictObject({ text: Label, value: z.string().check(z.maxLength(2_000)) }))
    .check(z.minLength(1), z.maxLength(100)),
});

/** The part of Rocket.Chat's UIKit that an agent may use in a message. */
export const Block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('section'), text: Text }),
  z.strictObject({ type: z.literal('context'), text: Text }),
  z.strictObject({ type: z.literal('divider') }),
  z.strictObject({
    type: z.literal('actions'),
    elements: z.array(z.discriminatedUnion('type', [Button, Select])).check(z.minLength(1), z.maxLength(25)),
  }),
]);
export type Block = z.infer<typeof Block>;

export const Blocks = z.array(Block).check(z.maxLength(LIMITS.blocks));
