import { mutateConfigFile, readConfigFileSnapshotForWrite } from 'openclaw/plugin-sdk/config-mutation';
import { type Applied, applyPlan } from './apply-plan.ts';
import type { Plan } from './connect.ts';
import { keepSecret } from './keep-secret.ts';

/**
 * Writes a planned connection into openclaw.json, and its new secret into our file, so that no secret is typed into a
 * shell. A running gateway loads both.
 */
export async function storePlan(plan: Plan, stateDir: string): Promise<Applied> {
  const { snapshot } = await readConfigFileSnapshotForWrite();
  const applied = applyPlan(plan, { secrets: {} }, snapshot.sourceConfig);
  // A file that need not change is not touched: the gateway would look at it all the same.
  if (!plan.isNew && !applied.isChanged) return applied;
  const { result } = await mutateConfigFile({
    afterWrite: { mode: 'auto' },
    async mutate(draft): Promise<Applied> {
      const kept = await keepSecret(plan, draft, stateDir);
      const written = applyPlan(plan, kept, draft);
      Object.assign(draft, written.cfg);
      return written;
    },
  });
  return result ?? applied;
}
