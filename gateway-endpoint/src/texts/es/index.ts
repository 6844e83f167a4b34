import * as approvals from './approvals.ts';
import * as cards from './cards.ts';
import * as files from './files.ts';
import * as host from './host.ts';
import * as people from './people.ts';

export const es = { ...people, ...cards, ...approvals, ...files, ...host };
