import type { Message } from './contract.ts';
import { filesOf } from './files-of.ts';
import { Icon } from './icons.tsx';
import type { Workspace } from './use-workspace.ts';

/** Pictures as pictures, and everything to be had by a link. */
export function MessageFiles({ message, workspace }: { message: Message; workspace: Workspace }) {
  return (
    <>
      {filesOf(message).map(({ name, link, isPicture, size }) => {
        const url = workspace.fileUrl(link);
        return (
          <p key={link} class="file">
            {isPicture && <img src={url} alt={name} />}
            <a href={url} download={name}>
              <Icon name="clip" size={14} /> {name}
            </a>{' '}
            {size !== undefined && sizeOf(size)}
          </p>
        );
      })}
    </>
  );
}

function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
