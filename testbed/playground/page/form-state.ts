import type { FormView, Interaction } from './uikit.ts';

/** The form on the screen, and what the app has to say against what was entered. */
export interface OpenForm {
  readonly appId: string;
  readonly view: FormView;
  /** By the `actionId` of the field. */
  readonly errors: Readonly<Record<string, string>>;
}

/** Clicks and commands of this page: only they may bring up a form, and only for a while. */
export type Triggers = Readonly<Record<string, number>>;

/** A form that comes later than this disturbs nobody (ActionManager.TRIGGER_TIMEOUT). */
const TRIGGER_MS = 5_000;

export function withTrigger(triggers: Triggers, id: string, now: number): Triggers {
  const fresh = Object.entries(triggers).filter(([, at]) => now - at <= TRIGGER_MS);
  return { ...Object.fromEntries(fresh), [id]: now };
}

/** The form after an app has said something about it. */
export function interact(
  form: OpenForm | undefined,
  { type, triggerId, appId, view, viewId, errors = {} }: Interaction,
  triggers: Triggers,
  now: number,
): OpenForm | undefined {
  const at = triggers[triggerId];
  const isMine = at !== undefined && now - at <= TRIGGER_MS;
  switch (type) {
    // Told to all clients of the person; the one that has asked for it opens it.
    case 'modal.open':
      return view && isMine ? { appId, view, errors: {} } : form;
    case 'modal.update':
      return view && form?.view.id === view.id ? { appId, view, errors: {} } : form;
    case 'modal.close':
      return view && form?.view.id === view.id ? undefined : form;
    case 'errors':
      return form?.view.id === viewId ? form && { ...form, errors } : form;
    default:
      return form;
  }
}
