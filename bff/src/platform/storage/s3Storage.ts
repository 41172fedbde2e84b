import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { isStorageKey, type Storage } from './storage.port.js';

const isAbsent = (error: unknown): boolean => {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return name === 'NoSuchKey' || name === 'NotFound' || $metadata?.httpStatusCode === 404;
};

/** `s3://KEY:SECRET@host:port/bucket?region=…&tls=0`; path-style addresses, as COS, OSS and MinIO take them. */
export const s3Storage = (url: string): Storage => {
  const { username, password, host, pathname, searchParams } = new URL(url);
  const bucket = pathname.slice(1);
  const client = new S3Client({
    endpoint: `${searchParams.get('tls') === '0' ? 'http' : 'https'}://${host}`,
    region: searchParams.get('region') ?? 'us-east-1',
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    credentials: { accessKeyId: decodeURIComponent(username), secretAccessKey: decodeURIComponent(password) },
  });
  const at = (key: string): { Bucket: string; Key: string } => {
    if (!isStorageKey(key)) throw new Error('not a storage key');
    return { Bucket: bucket, Key: key };
  };
  const orNull = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  };
  return {
    put: async (key, bytes, contentType) => {
      await client.send(new PutObjectCommand({ ...at(key), Body: bytes, ContentType: contentType }));
    },
    get: (key, range) =>
      orNull(async () => {
        const answer = await client.send(
          new GetObjectCommand({ ...at(key), ...(range ? { Range: `bytes=${range.from}-${range.to}` } : {}) }),
        );
        return {
          body: answer.Body as Readable,
          bytes: answer.ContentLength ?? 0,
          contentType: answer.ContentType ?? 'application/octet-stream',
        };
      }),
    stat: (key) =>
      orNull(async () => {
        const answer = await client.send(new HeadObjectCommand(at(key)));
        return {
          bytes: answer.ContentLength ?? 0,
          contentType: answer.ContentType ?? 'application/octet-stream',
        };
      }),
    delete: async (key) => void (await client.send(new DeleteObjectCommand(at(key)))),
    ping: async () => void (await client.send(new HeadBucketCommand({ Bucket: bucket }))),
  };
};
