import { expect, test, vi } from 'vitest';
import { answerBlock } from '../../../rc-app/src/admin/panel-click.ts';
import { aUser } from '../server-objects.ts';

/** A click in a panel, with what a client of one's own says is in its button. */
function clickWith(value: unknown) {
  const data = { user: aUser(), value, actionId: 'panel-refresh', container: { type: 'view', id: 'openclaw-panel-1' } };
  const updateContextualBarViewResponse = vi.fn<(view: unknown) => void>();
  return {
    getInteractionData: () => data,
    getInteractionResponder: () => ({ updateContextualBarViewResponse }),
  };
}

test.each([{ $gt: '' }, ['GENERAL'], 7])(
  'a button that holds %j instead of an id asks the database nothing',
  async (value) => {
    const getById = vi.fn<(id: unknown) => Promise<undefined>>(async () => undefined);
    const telling = { read: { getRoomReader: () => ({ getById }) }, log: { warn: vi.fn<() => void>() } };
    await answerBlock(clickWith(value) as never, telling as never, {} as never);
    expect(getById).not.toHaveBeenCalled();
  },
);
