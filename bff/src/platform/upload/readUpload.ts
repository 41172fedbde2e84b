import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { AppError } from '../../kernel/appError.js';

export interface UploadedFile {
  bytes: Buffer;
  fileName: string;
}

/** Reads exactly one file of a multipart body. Errors: request.malformed, file.too_large. */
export const readUpload = (
  request: IncomingMessage,
  options: { maxBytes: number; field: string },
): Promise<UploadedFile> =>
  new Promise((resolve, reject) => {
    let parser: ReturnType<typeof busboy>;
    try {
      parser = busboy({
        headers: request.headers,
        defParamCharset: 'utf8',
        limits: {
          files: 1,
          // The parser calls it a limit when the size is reached, not when it is passed.
          fileSize: options.maxBytes + 1,
          fields: 10,
          fieldSize: 10_000,
          parts: 12,
          headerPairs: 32,
        },
      });
    } catch {
      request.resume();
      reject(new AppError('request.malformed'));
      return;
    }
    let file: UploadedFile | null = null;
    const fail = (error: AppError): void => {
      request.unpipe(parser);
      request.resume();
      reject(error);
    };
    parser.on('file', (name, stream, info) => {
      if (name !== options.field) {
        stream.resume();
        return;
      }
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      // Without a listener a body that ends in the middle would end the process.
      stream.on('error', () => fail(new AppError('request.malformed')));
      stream.on('limit', () => fail(new AppError('file.too_large')));
      stream.on('end', () => {
        const fileName = (info.filename ?? '').replace(/[\p{Cc}\p{Cf}/\\]/gu, '').slice(0, 120);
        file = { bytes: Buffer.concat(chunks), fileName };
      });
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const)
      parser.on(limit, () => fail(new AppError('request.malformed')));
    parser.on('error', () => fail(new AppError('request.malformed')));
    parser.on('close', () => {
      if (file && file.bytes.length > 0) resolve(file);
      else reject(new AppError('request.invalid', { fields: { file: '要有一个文件' } }));
    });
    request.on('aborted', () => reject(new AppError('request.malformed')));
    request.pipe(parser);
  });
