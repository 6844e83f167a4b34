import type { Workspace } from '../../testbed/workspace/workspace.ts';
import { saidByBot } from './connected-workspace.ts';

/** Numbers of questions (`question-<number>-end`) in the order in which a room saw their answers. */
export function answeredIn(workspace: Workspace, rid: string): number[] {
  const posts = saidByBot(workspace).filter((each) => each.rid === rid);
  return posts.flatMap(({ msg }) => [...msg.matchAll(/question-(\d+)-end/g)].map(([, number]) => Number(number)));
}
