import busboy from 'busboy';
import type { Request } from 'express';

export interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly FormFile[];
}

export interface FormFile {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** A multipart body in memory. @param maxFileBytes beyond it the form is refused with `error-file-too-large` */
export function readForm(request: Request, maxFileBytes: number): Promise<Form> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    const files: FormFile[] = [];
    const parser = busboy({
      headers: request.headers,
      limits: { fileSize: maxFileBytes },
      defParamCharset: 'utf8',
    });
    parser.on('field', (name, value) => {
      fields[name] = value;
    });
    parser.on('file', (field, stream, { filename, mimeType }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => reject(new Error('[error-file-too-large]')));
      stream.on('end', () =>
        files.push({ field, name: filename ?? 'file', type: mimeType, bytes: Buffer.concat(chunks) }),
      );
    });
    parser.on('close', () => resolve({ fields, files }));
    parser.on('error', reject);
    request.pipe(parser);
  });
}
