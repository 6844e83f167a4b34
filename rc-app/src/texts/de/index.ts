import * as admins from './admins.ts';
import * as daily from './daily.ts';
import { FAULTS } from './faults.ts';
import * as people from './people.ts';

export const de = { texts: { ...people, ...admins, ...daily }, faults: FAULTS };
