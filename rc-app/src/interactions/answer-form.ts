import type { IUIKitResponse } from '@rocket.chat/apps-engine/definition/uikit/IUIKitInteractionType';
import type { UIKitViewSubmitInteractionContext } from '@rocket.chat/apps-engine/definition/uikit/UIKitInteractionContext';
import { heardForm, valuesOf } from '../capture/form.ts';
import { tell } from '../hear/tell.ts';
import { sayWhy } from '../hints/say-why.ts';
import { closeForm, readForm } from '../memory/open-forms.ts';
import { wordsFor } from '../server/words-for.ts';
import type { Words } from '../texts/words.ts';
import type { Telling } from '../workspace/workspace.ts';
import { within } from './within.ts';

/** A form that was sent goes to the gateway. Where it cannot, it stays open with the reason, and nothing typed is lost. */
export async function answerForm(
  context: UIKitViewSubmitInteractionContext,
  telling: Telling,
): Promise<IUIKitResponse> {
  const { view, user } = context.getInteractionData();
  const words = await wordsFor(user, telling.read);
  const handed = await within(handOver(context, telling, words), telling.log);
  const sentence = handed ?? { kept: words.AWAY.formIsSlow };
  if (!sentence.kept) return context.getInteractionResponder().successResponse();
  const errors = Object.fromEntries(Object.keys(valuesOf(view.state)).map((field) => [field, sentence.kept ?? '']));
  telling.log.debug(`the form ${view.id} of @${user.username} stays open: ${sentence.kept}`);
  return context.getInteractionResponder().viewErrorResponse({ viewId: view.id, errors });
}

/** @returns why the form is kept open, if it is */
async function handOver(
  context: UIKitViewSubmitInteractionContext,
  telling: Telling,
  words: Words,
): Promise<{ readonly kept?: string | undefined }> {
  const submit = context.getInteractionData();
  const { read, persistence } = telling;
  const form = await readForm({ viewId: submit.view.id, userId: submit.user.id }, read);
  const room = form && (await read.getRoomReader().getById(form.roomId));
  if (!form || !room) return { kept: words.FORM_EXPIRED };
  const heard = heardForm(submit, room);
  const kept = sayWhy(await tell(heard, telling), heard.id, submit.user, 'answer', words);
  if (!kept) await closeForm(form, persistence);
  return { kept };
}
