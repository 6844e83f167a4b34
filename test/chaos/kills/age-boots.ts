import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Longer than the window in which OpenClaw counts boots that did not end well (gateway-boot-lifecycle: 5 minutes). */
const AGO_MS = 10 * 60_000;

/**
 * Makes the boots of a dead gateway look older. After three kills within five minutes OpenClaw starts no
 * channels until five minutes have passed in peace (its restart-loop breaker); what happens to a gateway in a year
 * happens here within minutes.
 *
 * @param folder of the gateway
 */
export function ageBoots(folder: string): void {
  using database = new DatabaseSync(path.join(folder, 'state/state/openclaw.sqlite'));
  database.prepare('UPDATE gateway_boot_lifecycle SET started_at_ms = started_at_ms - ?').run(AGO_MS);
}
