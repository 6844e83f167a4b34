import { AsyncLocalStorage } from 'node:async_hooks';
// OpenClaw makes the scope below when this is loaded.
import 'openclaw/plugin-sdk/approval-gateway-runtime';

type Decision = 'allow-once' | 'allow-always' | 'deny';

/** A request of OpenClaw's. `ended`: nobody has decided it in time. */
interface Request {
  readonly kind: 'exec' | 'plugin' | 'system-agent';
  decided?: Decision | 'ended';
}

/** As OpenClaw's gateway is asked. */
interface Asked {
  readonly id: string;
  readonly kind?: Request['kind'];
  readonly decision: Decision;
  readonly reviewer: object;
}

/** By this key OpenClaw keeps the gateway that the tasks of an account belong to. They reach it without a connection. */
const SCOPE = Symbol.for('openclaw.approvalGatewayRuntimeScope');

/**
 * OpenClaw's gateway with some requests. OpenClaw's own code asks it, and it answers as the real one does: decided the same
 * way once more is no error, except where the kind is named.
 *
 * @param fails thrown in place of an answer
 */
export function openRequests(requests: Readonly<Record<string, Request>>, fails?: Error) {
  const asked: { method: string; id: string; decision: Decision; kind?: Request['kind'] | undefined }[] = [];
  const reviewers: object[] = [];
  const names: (string | undefined)[] = [];

  async function request(method: string, { id, kind, decision, reviewer }: Asked, how: { clientDisplayName?: string }) {
    asked.push({ method, id, decision, ...(kind && { kind }) });
    reviewers.push(reviewer);
    names.push(how.clientDisplayName);
    if (fails) throw fails;
    const found = requests[id];
    if (!found || found.kind !== (kind ?? method.split('.')[0])) {
      throw refusal('unknown or expired approval id', 'APPROVAL_NOT_FOUND');
    }
    const { decided } = found;
    if (!decided) found.decided = decision;
    if (kind) return { applied: !decided, approval: asItEnded(decided ?? decision) };
    if (decided && decided !== decision) throw refusal('approval already resolved', 'APPROVAL_ALREADY_RESOLVED');
    return { ok: true };
  }

  return {
    requests,
    asked,
    reviewers,
    names,
    /** Does something in a task of the account. */
    within: <T>(work: () => Promise<T>): Promise<T> => scope().run({ request }, work),
  };
}

function asItEnded(decided: Decision | 'ended') {
  if (decided === 'ended') return { status: 'expired', reason: 'timeout' };
  return { status: decided === 'deny' ? 'denied' : 'allowed', decision: decided, reason: 'user' };
}

function scope(): AsyncLocalStorage<object> {
  const found: unknown = Reflect.get(globalThis, SCOPE);
  if (!(found instanceof AsyncLocalStorage)) throw new Error('OpenClaw keeps its gateway elsewhere');
  return found;
}

const refusal = (message: string, reason: string): Error =>
  Object.assign(new Error(message), { gatewayCode: 'INVALID_REQUEST', details: { reason } });
