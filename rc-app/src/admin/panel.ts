import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands/SlashCommandContext';
import type { IUIActionButtonDescriptor } from '@rocket.chat/apps-engine/definition/ui/IUIActionButtonDescriptor';
import { UIActionButtonContext } from '@rocket.chat/apps-engine/definition/ui/UIActionButtonContext';
import type { IUIKitResponse } from '@rocket.chat/apps-engine/definition/uikit/IUIKitInteractionType';
import { UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit/IUIKitSurface';
import type { UIKitActionButtonInteractionContext } from '@rocket.chat/apps-engine/definition/uikit/UIKitInteractionContext';
import { isLetIn } from '../egress/let-in.ts';
import { within } from '../interactions/within.ts';
import { newId } from '../machine.ts';
import { whisper } from '../server/whisper.ts';
import { wordsFor } from '../server/words-for.ts';
import type { Telling } from '../workspace/workspace.ts';
import { type Asking, rightsOf } from './panel-rights.ts';
import { panelView, slowView, type View } from './panel-view.ts';

/** Begins the id of each panel, by which its clicks are known. */
export const PANEL_ID = 'openclaw-panel-';

/** In the menu of a room. Clients show it to these alone, and a press of anybody else is refused all the same. */
export const PANEL_BUTTON: IUIActionButtonDescriptor = {
  actionId: 'openclaw-panel',
  labelI18n: 'panel_button',
  context: UIActionButtonContext.ROOM_ACTION,
  when: { hasOneRole: ['admin', 'owner'] },
};

/** `/openclaw panel`: opens beside the room. @returns what the person reads as well, because not every client shows panels */
export async function openPanel(context: SlashCommandContext, telling: Telling, modify: IModify): Promise<string> {
  const by = context.getSender();
  const words = await wordsFor(by, telling.read);
  const { PANEL } = words;
  const asking = { by, room: context.getRoom(), words };
  const rights = await rightsOf(asking, telling.read);
  if (!rights.isAdmin && !rights.room) return PANEL.notYours;
  const triggerId = context.getTriggerId();
  if (!triggerId) return PANEL.cannotOpen;
  const surface = { ...(await newPanel(asking, telling)), type: UIKitSurfaceType.CONTEXTUAL_BAR };
  await modify.getUiController().openSurfaceView(surface, { triggerId }, asking.by);
  return PANEL.opened;
}

/** The button in the menu of a room does the same; only who may not use it gets a line. */
export async function pressPanelButton(
  context: UIKitActionButtonInteractionContext,
  telling: Telling,
  modify: IModify,
): Promise<IUIKitResponse> {
  const { user: by, room } = context.getInteractionData();
  const words = await wordsFor(by, telling.read);
  const asking = { by, room, words };
  const rights = await rightsOf(asking, telling.read);
  if (rights.isAdmin || rights.room) {
    return context.getInteractionResponder().openContextualBarViewResponse(await newPanel(asking, telling));
  }
  // A client of one's own may name no room, or one that they are not in.
  if (room && (await isLetIn(by.id, room, telling.read))) await whisper(words.PANEL.notYours, by, { room }, modify);
  return context.getInteractionResponder().errorResponse();
}

async function newPanel(asking: Asking, telling: Telling): Promise<View> {
  const id = PANEL_ID + newId();
  return (await within(panelView(id, asking, telling), telling.log)) ?? slowView(id, asking);
}
