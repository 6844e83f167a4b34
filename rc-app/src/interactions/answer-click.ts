import type { IModify } from '@rocket.chat/apps-engine/definition/accessors/IModify';
import type { IUIKitResponse } from '@rocket.chat/apps-engine/definition/uikit/IUIKitInteractionType';
import type { UIKitBlockInteractionContext } from '@rocket.chat/apps-engine/definition/uikit/UIKitInteractionContext';
import { heardClick } from '../capture/click.ts';
import { isLetIn } from '../egress/let-in.ts';
import { tell } from '../hear/tell.ts';
import { sayWhy } from '../hints/say-why.ts';
import { attemptNow } from '../machine.ts';
import { whisper } from '../server/whisper.ts';
import { wordsFor } from '../server/words-for.ts';
import type { Telling } from '../workspace/workspace.ts';
import { within } from './within.ts';

/**
 * A click goes to the gateway; the person who has clicked gets a message only if it does not. The client waits for our
 * answer, not for the agent's, so a slow gateway may take longer in the background.
 */
export async function answerClick(
  context: UIKitBlockInteractionContext,
  telling: Telling,
  modify: IModify,
): Promise<IUIKitResponse> {
  const click = context.getInteractionData();
  const heard = heardClick(click, attemptNow().nonce);
  // The server looks the message up for any client that names its id (communication/uikit.ts), also for a stranger to its room.
  if (!heard || !(await isLetIn(click.user.id, heard.room, telling.read))) {
    telling.log.warn(`a click of @${click.user.username} was in no message that they can see`);
    return context.getInteractionResponder().errorResponse();
  }
  const { id, room, threadId } = heard;
  const handed = tell(heard, telling).then(async (told) => {
    const words = await wordsFor(click.user, telling.read);
    const sentence = sayWhy(told, id, click.user, 'click', words);
    if (sentence) await whisper(sentence, click.user, { room, threadId }, modify);
  });
  await within(handed, telling.log);
  return context.getInteractionResponder().successResponse();
}
