import { useReducer, useState } from 'preact/hooks';
import type { About } from './contract.ts';
import { rememberedPerson } from './remembered-person.ts';
import { change, emptyState, type State } from './state.ts';
import { type Session, useSession } from './use-session.ts';
import { type WorkspaceActions, workspaceActions } from './workspace-actions.ts';

export interface Workspace extends WorkspaceActions, Pick<Session, 'fileUrl'> {
  readonly state: State;
  readonly me: string;
  becomePerson(username: string): void;
}

/** Keeps the state of the page, and turns everything that the person does into calls. */
export function useWorkspace(about: About): Workspace {
  const [me, becomePerson] = useState(() => rememberedPerson(about));
  const [state, dispatch] = useReducer(change, Date.now(), emptyState);
  const { attempt, load, fileUrl } = useSession(me, about, state, dispatch);
  return { state, me, becomePerson, fileUrl, ...workspaceActions({ attempt, load, state, dispatch }) };
}
