/** The place of a post in a workspace, as the commands of the contract name it. */
export interface Place {
  readonly roomId: string;
  readonly threadId?: string;
  readonly alsoInRoom?: true;
}

interface Wanted {
  readonly threadId?: string | undefined;
  readonly alsoInRoom?: boolean | undefined;
}

export function placeIn(roomId: string, { threadId, alsoInRoom }: Wanted): Place {
  return threadId ? { roomId, threadId, ...(alsoInRoom && { alsoInRoom }) } : { roomId };
}
