import { FIRST_TABLES } from './first-tables.ts';
import { LATER_TABLES } from './later-tables.ts';

/**
 * Each step takes a file from the version that is its index to the next one (`user_version`). A step that was released
 * never changes: a new table or column is a new step at the end, with a test that starts from a recorded file.
 */
export const MIGRATIONS: readonly string[] = [FIRST_TABLES, LATER_TABLES];
