import path from 'node:path';

const BY_EXTENSION: Record<string, string> = {
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  html: 'text/html',
  json: 'application/json',
  pdf: 'application/pdf',
  zip: 'application/zip',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  webm: 'video/webm',
};

/** An app names no type; the server looks at the bytes and then at the name (ee/lib/misc/determineFileType.ts), we at the name. */
export function determineFileType(name: string): string {
  return BY_EXTENSION[path.extname(name).slice(1).toLowerCase()] ?? 'application/octet-stream';
}
