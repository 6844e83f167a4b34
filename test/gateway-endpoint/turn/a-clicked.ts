import type { Event } from '@rocketchat-openclaw/shared';
import { questionGatewayRuntime } from 'openclaw/plugin-sdk/question-gateway-runtime';
import { onTestFinished, vi } from 'vitest';
import type { Claim } from '../../../gateway-endpoint/src/admit/inbox.ts';
import type { Services } from '../../../gateway-endpoint/src/turn/services.ts';
import { openClickable } from '../interactions/clickable.ts';
import { aClient, aRuntime, noNames, presentOf } from '../services.ts';

/** Everybody may talk to the agent. */
export const OPEN = { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' };

type Resolved = Awaited<ReturnType<typeof questionGatewayRuntime.resolveOption>>;
/** As OpenClaw is asked, with the function by which it asks back. */
export interface Resolving {
  readonly optionValue?: string;
  readonly customInput?: true;
  readonly senderId?: string;
  readonly authorize?: () => Promise<boolean>;
}

/** A gateway for clicks alone: questions that OpenClaw has asked, and no agent. */
export function aClicked(section: object = OPEN) {
  const clickable = openClickable();
  const { runtime } = aRuntime(section);
  const told: string[] = [];
  const warnings: string[] = [];
  const commands: object[] = [];
  const options: object[] = [];
  const resolving: Resolving[] = [];
  const answer = { by: async (_asked: Resolving): Promise<string> => 'answered', tells: true };
  const resolve = vi.spyOn(questionGatewayRuntime, 'resolveOption').mockImplementation((async (asked: Resolving) => {
    resolving.push(asked);
    return { status: await answer.by(asked) } as Resolved;
  }) as typeof questionGatewayRuntime.resolveOption);
  onTestFinished(() => resolve.mockRestore());
  const services = {
    present: presentOf(section),
    presentNow: () => presentOf(section),
    runtime,
    client: aClient((command, how) => {
      commands.push(command);
      options.push(how ?? {});
      return {};
    }),
    roomNames: noNames,
    interactions: clickable.interactions,
    async tellPerson({ place, text }: { place: { userId: string; roomId: string; threadId?: string }; text: string }) {
      if (!answer.tells) throw new Error('the app is away');
      told.push(`${place.userId} in ${place.threadId ?? place.roomId}: ${text}`);
    },
    newId: () => 'view-1',
    writingIn: () => ({}),
    clock: () => clickable.time.now,
    log: { info: () => undefined, warn: (line: string) => void warnings.push(line) },
  } as unknown as Services;
  const claim = {} as Claim;
  return { ...clickable, services, claim, told, warnings, commands, options, resolving, answer };
}

/** A form that somebody sends. */
export function aForm(text: string | undefined, { by = 'Alice1', viewId = 'view-1', roomId = 'Room1' } = {}) {
  return {
    type: 'view.submitted',
    id: 'form-1',
    at: 1,
    room: { id: roomId, type: 'channel', name: 'general' },
    actor: { id: by, username: by, name: by, type: 'user', roles: [] },
    viewId,
    values: text === undefined ? {} : { answer: text },
  } satisfies Extract<Event, { type: 'view.submitted' }>;
}
