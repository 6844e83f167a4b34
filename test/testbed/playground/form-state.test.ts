import { describe, expect, test } from 'vitest';
import { interact, type OpenForm, withTrigger } from '../../../testbed/playground/page/form-state.ts';
import { type FormView, submissionOf } from '../../../testbed/playground/page/uikit.ts';

const view: FormView = {
  id: 'form-1',
  title: { type: 'plain_text', text: 'Why?' },
  blocks: [
    {
      type: 'input',
      blockId: 'input',
      label: { type: 'plain_text', text: 'Reason' },
      element: { type: 'plain_text_input', appId: 'app', blockId: 'input', actionId: 'reason' },
    },
  ],
};
const open: OpenForm = { appId: 'app', view, errors: {} };
const said = (type: string, more: object = {}) => ({ type, triggerId: 't1', appId: 'app', ...more });
const mine = withTrigger({}, 't1', 10_000);

describe('a form', () => {
  test('opens for a click of this page, within five seconds', () => {
    expect(interact(undefined, said('modal.open', { view }), mine, 15_000)).toEqual(open);
    expect(interact(undefined, said('modal.open', { view }), mine, 15_001)).toBeUndefined();
    expect(interact(undefined, said('modal.open', { view }), {}, 10_000)).toBeUndefined();
  });

  test('shows what is wrong with it, and not what is wrong with another', () => {
    const errors = { reason: 'too short' };
    const refused = interact(open, said('errors', { viewId: 'form-1', errors }), {}, 0);
    expect(refused).toEqual({ ...open, errors });
    expect(interact(open, said('errors', { viewId: 'form-2', errors }), {}, 0)).toEqual(open);
    expect(interact(undefined, said('errors', { viewId: 'form-1', errors }), {}, 0)).toBeUndefined();
  });

  test('is changed and closed by the app alone that means it', () => {
    const title = { type: 'plain_text', text: 'And now?' } as const;
    const changed = interact(open, said('modal.update', { view: { ...view, title } }), {}, 0);
    expect(changed?.view.title.text).toBe('And now?');
    expect(interact(open, said('modal.close', { view: { ...view, id: 'form-2' } }), {}, 0)).toEqual(open);
    expect(interact(open, said('modal.close', { view }), {}, 0)).toBeUndefined();
    expect(interact(open, said('contextual_bar.open', { view }), mine, 10_000)).toEqual(open);
  });

  test('is sent with its fields as clients group them, what was left empty too', () => {
    expect(submissionOf(view, { reason: 'because' }, 't2').payload.view).toMatchObject({
      id: 'form-1',
      state: { input: { reason: 'because' } },
    });
    expect(submissionOf(view, {}, 't2').payload.view.state).toEqual({ input: { reason: '' } });
  });
});

test('clicks are forgotten when no form can come of them', () => {
  expect(withTrigger(withTrigger(mine, 't2', 14_000), 't3', 16_000)).toEqual({ t2: 14_000, t3: 16_000 });
});
