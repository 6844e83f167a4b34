import type { Message } from './contract.ts';
import { Icon } from './icons.tsx';
import type { Workspace } from './use-workspace.ts';

/** Pictures as pictures, everything else as a link. The smaller copy of a picture stands beside it and is left out. */
export function MessageFiles({ message, workspace }: { message: Message; workspace: Workspace }) {
  const files = (message.files ?? []).filter(({ typeGroup }) => typeGroup !== 'thumb');
  return (
    <>
      {files.map((file) => {
        const url = workspace.fileUrl(file);
        const isPicture = /^image\/(png|jpeg|gif|webp)$/.test(file.type);
        return (
          <p key={file._id} class="file">
            {isPicture && <img src={url} alt={file.name} />}
            <a href={url} download={file.name}>
              <Icon name="clip" size={14} /> {file.name}
            </a>{' '}
            {sizeOf(file.size)}
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
