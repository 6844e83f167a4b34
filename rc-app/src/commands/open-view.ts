import { type IUIKitSurface, UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit/IUIKitSurface';
import { type CommandOf, type CommandResult, nothingLeft } from '@rocketchat-openclaw/shared';
import { clock } from '../machine.ts';
import { noteForm } from '../memory/open-forms.ts';
import type { Commanded, Workspace } from '../workspace/workspace.ts';
import { ids, plain } from './blocks.ts';
import { memberOf, writableRoomOf } from './room.ts';

type Form = Pick<CommandOf<'openView'>, 'viewId' | 'title' | 'submit' | 'input'>;

/** A form with one line of text, on the screen of one person who has just clicked or typed a command. */
export async function openView(
  {
    v: _v,
    key: _key,
    command: _command,
    roomId,
    userId,
    answers,
    triggerId,
    viewId,
    title,
    submit,
    input,
    ...rest
  }: CommandOf<'openView'>,
  { read, modify, persistence }: Workspace,
  app: Commanded,
): Promise<CommandResult<'openView'>> {
  nothingLeft(rest);
  const room = await writableRoomOf({ roomId, answers }, app, read);
  const person = await memberOf(userId, room, read);
  // First, because what is entered comes back without the room (communication/uikit.ts sends none with a view).
  await noteForm({ viewId, userId, roomId }, persistence, clock());
  await modify.getUiController().openSurfaceView(surface({ viewId, title, submit, input }), { triggerId }, person);
  return {};
}

function surface({ viewId, title, submit, input }: Form): Omit<IUIKitSurface, 'appId'> {
  const { actionId, label, placeholder, multiline = false, ...rest } = input;
  nothingLeft(rest);
  const place = ids('input');
  const element = { ...place, type: 'plain_text_input', actionId, multiline } as const;
  return {
    id: viewId,
    type: UIKitSurfaceType.MODAL,
    title: plain(title),
    blocks: [
      {
        ...place,
        type: 'input',
        label: plain(label),
        element: { ...element, ...(placeholder && { placeholder: plain(placeholder) }) },
      },
    ],
    submit: { ...ids('submit'), type: 'button', actionId: 'submit', text: plain(submit), style: 'primary' },
  };
}
