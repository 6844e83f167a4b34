import type { Reworded } from '@rocketchat-openclaw/shared';
import * as admins from './en/admins.ts';
import * as daily from './en/daily.ts';
import type { FAULTS } from './en/faults.ts';
import * as people from './en/people.ts';

export const EN = { ...people, ...admins, ...daily };

/** Every sentence that people read, in one language. English is the pattern: a catalogue that lacks one does not compile. */
export type Texts = Reworded<typeof EN>;
export type Faults = Readonly<Record<keyof typeof FAULTS, string>>;
