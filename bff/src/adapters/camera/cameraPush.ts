import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import busboy from 'busboy';
import { cameraKinds } from 'shared-types/alarmPolicy';
import { Instant, z } from 'shared-types/schemas';

/**
 * What a camera pushes over HTTP (S1): Basic credentials of the device (`<community>/<device>` and its secret), and a
 * multipart body with the field `event` (JSON) and at most one file `picture`; an event alone may be plain JSON. Cameras
 * send again until they are answered 204, so an event has an id that stays the same.
 */
export const CameraEvent = z.object({
  eventId: z.string().check(z.regex(/^[\w.:-]{1,64}$/)),
  kind: z.enum(cameraKinds),
  at: Instant,
  /** What the camera's software says of it: 6层 → 地面. */
  words: z.optional(z.string().check(z.maxLength(200))),
});
export type CameraEvent = z.infer<typeof CameraEvent>;

/** The body is not one of a camera's; nothing was kept. */
export class CameraPushRefused extends Error {
  override readonly name = 'CameraPushRefused';
}

/** Largest push: a picture of some megapixels and its event. */
export const cameraMaxBytes = 8 * 1024 * 1024;

export interface CameraCredential {
  communityId: string;
  deviceId: string;
  secret: string;
}

const basic = /^Basic ([A-Za-z0-9+/=]{1,400})$/;
const login = /^([0-9A-HJKMNP-TV-Z]{26})\/([0-9A-HJKMNP-TV-Z]{26}):(.{1,200})$/s;

/** Who says that it calls; null: no or unreadable credentials. */
export const readCredential = (headers: IncomingHttpHeaders): CameraCredential | null => {
  const packed = basic.exec(headers.authorization ?? '')?.[1];
  const [, communityId, deviceId, secret] = login.exec(Buffer.from(packed ?? '', 'base64').toString('utf8')) ?? [];
  return communityId && deviceId && secret ? { communityId, deviceId, secret } : null;
};

export interface CameraPush {
  event: CameraEvent;
  picture: Buffer | null;
}

const parseEvent = (text: string): CameraEvent => {
  try {
    return z.parse(CameraEvent, JSON.parse(text));
  } catch {
    throw new CameraPushRefused('the event is not one of ours');
  }
};

interface Parts {
  event: string | null;
  picture: Buffer | null;
}

const readParts = (headers: IncomingHttpHeaders, body: Buffer): Promise<Parts> =>
  new Promise((resolve, reject) => {
    const parts: Parts = { event: null, picture: null };
    const fail = (): void => reject(new CameraPushRefused('the body is broken'));
    try {
      const parser = busboy({ headers, limits: { files: 1, fields: 4, fieldSize: 4000, parts: 6, headerPairs: 32 } });
      parser.on('field', (name, value) => {
        if (name === 'event') parts.event = value;
      });
      parser.on('file', (name, stream) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('error', fail);
        stream.on('end', () => {
          const bytes = Buffer.concat(chunks);
          if (name === 'picture' && bytes.length > 0) parts.picture = bytes;
          // Some cameras send the event as a file with a name.
          if (name === 'event' && bytes.length < 4000) parts.event = bytes.toString('utf8');
        });
      });
      parser.on('error', fail);
      parser.on('close', () => resolve(parts));
      Readable.from(body).pipe(parser);
    } catch {
      fail();
    }
  });

/** Reads a push. Rejects with CameraPushRefused. */
export const readCameraPush = async (headers: IncomingHttpHeaders, body: Buffer): Promise<CameraPush> => {
  if (headers['content-type']?.startsWith('application/json'))
    return { event: parseEvent(body.toString('utf8')), picture: null };
  const { event, picture } = await readParts(headers, body);
  return { event: parseEvent(event ?? ''), picture };
};
