import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IUIKitResponse } from '@rocket.chat/apps-engine/definition/uikit/IUIKitInteractionType';
import type { IUIKitBlockIncomingInteraction } from '@rocket.chat/apps-engine/definition/uikit/UIKitIncomingInteractionTypes';
import type { UIKitBlockInteractionContext } from '@rocket.chat/apps-engine/definition/uikit/UIKitInteractionContext';
import { answerClick } from '../interactions/answer-click.ts';
import { within } from '../interactions/within.ts';
import { wordsFor } from '../server/words-for.ts';
import type { Telling } from '../workspace/workspace.ts';
import { retryFailed } from './outbox.ts';
import { PANEL_ID } from './panel.ts';
import { type Asking, rightsOf } from './panel-rights.ts';
import { ACTION, panelView, slowView } from './panel-view.ts';
import { setPaused } from './pause.ts';
import { switchHere } from './switch-here.ts';

/** A click in the panel is the app's own; any other one, in a message, is for the agent. */
export async function answerBlock(
  context: UIKitBlockInteractionContext,
  telling: Telling,
  modify: IModify,
): Promise<IUIKitResponse> {
  const click = context.getInteractionData();
  if (!isInPanel(click)) return answerClick(context, telling, modify);
  const { user: by, value, actionId } = click;
  // The server hands on whatever a client sends there, and would look up an object as a query.
  const room = typeof value === 'string' && value ? await telling.read.getRoomReader().getById(value) : undefined;
  const asking = { by, room, words: await wordsFor(by, telling.read) };
  const { id } = click.container;
  const answered = carryOut(actionId, asking, telling, modify).then((note) => panelView(id, asking, telling, note));
  const view = (await within(answered, telling.log)) ?? slowView(id, asking);
  return context.getInteractionResponder().updateContextualBarViewResponse(view);
}

function isInPanel({ container, message }: IUIKitBlockIncomingInteraction): boolean {
  return !message && String(container?.type) === 'view' && String(container.id).startsWith(PANEL_ID);
}

/** With the rights that the person has at this moment. @returns what has happened */
async function carryOut(
  actionId: string,
  { by, room, words }: Asking,
  telling: Telling,
  modify: IModify,
): Promise<string | undefined> {
  if (actionId === ACTION.refresh) return undefined;
  const rights = await rightsOf({ by, room }, telling.read);
  if (actionId === ACTION.on || actionId === ACTION.off) {
    if (!rights.room) return words.HERE.ownersOnly;
    return switchHere(actionId === ACTION.on, rights.room, by, { ...telling, modify });
  }
  if (!rights.isAdmin) return words.PANEL.adminsOnly;
  telling.log.info(`@${by.username} pressed ${actionId}`);
  if (actionId === ACTION.resend) return retryFailed(telling, words);
  if (actionId === ACTION.pause || actionId === ACTION.resume) {
    return setPaused(actionId === ACTION.pause, telling.app, telling.read, words);
  }
  return undefined;
}
