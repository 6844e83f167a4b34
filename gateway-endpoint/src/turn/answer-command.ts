import type { Claim } from '../admit/inbox.ts';
import { helpFor, writtenPrefix } from '../gate/hints.ts';
import { inThread } from '../reply/content.ts';
import { approveByWords } from './approve-by-words.ts';
import type { Known } from './context.ts';
import type { Handled } from './handled.ts';
import type { Services } from './services.ts';
import { tellAuthor } from './tell-author.ts';
import { wordsWhere } from './words-for.ts';

/** Answers the commands that need no agent: `help` and `approve`. For any other message there is no outcome yet. */
export async function answerCommand(known: Known, claim: Claim, services: Services): Promise<Handled | undefined> {
  const { event, account, conversation, verdict } = known;
  switch (verdict.command?.name) {
    case 'help': {
      claim.handOver?.();
      const words = wordsWhere(event, services.writingIn(account));
      const text = helpFor({ commandPrefix: writtenPrefix(account), may: verdict.may, words });
      const keyOf = { event: event.id, purpose: 'help' };
      await services.sender.send({ to: { roomId: event.room.id }, ...inThread(conversation.thread), text, keyOf });
      return { outcome: 'command' };
    }
    case 'approve': {
      const text = await approveByWords(verdict.command.text, event, known, services);
      await tellAuthor(event, { threadId: event.message.threadId, text, purpose: 'approve' }, services);
      return { outcome: 'command' };
    }
    default:
      return undefined;
  }
}
