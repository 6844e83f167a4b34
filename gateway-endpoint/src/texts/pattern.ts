import type { Reworded } from '@rocketchat-openclaw/shared';
import * as approvals from './en/approvals.ts';
import * as cards from './en/cards.ts';
import * as files from './en/files.ts';
import * as host from './en/host.ts';
import * as people from './en/people.ts';

export const EN = { ...people, ...cards, ...approvals, ...files, ...host };

/**
 * Every sentence that people read in the chat, in one language. English is the pattern: a catalogue that lacks one does not
 * compile.
 */
export type Texts = Reworded<typeof EN>;
