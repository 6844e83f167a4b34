import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';

export const PICTURE_NAME = 'lobster.png';

const picture = path.resolve(import.meta.dirname, '../../rc-app/icon.png');

/** Lays what the scripted model sends into the folder in which the agent works. */
export async function fillAgentFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await copyFile(picture, path.join(folder, PICTURE_NAME));
}
