import { Readable } from 'node:stream';
import busboy from 'busboy';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

/** What terminals say, as JSON or XML: their answers, and the events that they push. */

const xml = new XMLParser({ ignoreAttributes: true, parseTagValue: false, processEntities: false });

/** Undefined: nothing that anybody understands. */
export const readWire = (text: string): unknown => {
  const trimmed = text.trim();
  try {
    return trimmed.startsWith('<') ? xml.parse(trimmed) : JSON.parse(trimmed);
  } catch {
    return undefined;
  }
};

const text = z.union([z.string(), z.number()]).transform(String);
const count = z.coerce.number().int().nonnegative();

const StatusFields = z.object({
  statusCode: z.coerce.number().int().optional(),
  statusString: z.string().optional(),
  subStatusCode: z.string().optional(),
});
/** XML has it under its own name, JSON bare. */
export const ResponseStatus = z.union([
  z.object({ ResponseStatus: StatusFields }).transform((one) => one.ResponseStatus),
  StatusFields,
]);

export const DeviceInfo = z.object({
  DeviceInfo: z.object({ model: text, firmwareVersion: text.optional(), serialNumber: text.optional() }),
});

export const UserSearch = z.object({
  UserInfoSearch: z.object({
    numOfMatches: count,
    UserInfo: z.array(z.object({ employeeNo: text, name: text.optional() })).default([]),
  }),
});

export const FaceSearch = z.object({
  numOfMatches: count,
  MatchList: z.array(z.object({ FPID: text })).default([]),
});

export const CardSearch = z.object({
  CardInfoSearch: z.object({
    numOfMatches: count,
    CardInfo: z.array(z.object({ employeeNo: text, cardNo: text })).default([]),
  }),
});

/** A number as it is compared: some readers fill it up with noughts. */
export const plainCard = (cardNo: string): string => cardNo.replace(/^0+(?=\d)/, '');
export const sameCard = (one: string, other: string): boolean => plainCard(one) === plainCard(other);

/** Major 5 is "somebody at the door"; these of its minors let somebody in, or know no such card. */
const eventMajor = 5;
const cardPassed = 1;
const cardUnknown = 9;
const facePassed = 75;

const Event = z.object({
  eventType: z.literal('AccessControllerEvent'),
  /** With the offset of the terminal's own zone. */
  dateTime: z.iso.datetime({ offset: true }),
  AccessControllerEvent: z.object({
    majorEventType: count,
    subEventType: count,
    serialNo: count.optional(),
    employeeNoString: text.optional(),
    employeeNo: text.optional(),
    cardNo: text.optional(),
    cardReaderNo: count.optional(),
    currentEvent: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  }),
});

interface IsapiPassage {
  /** The same for every repetition. */
  eventId: string;
  direction: 'in' | 'out';
  at: Date;
  /** It happened while the terminal could not reach us. */
  isLate: boolean;
}
export interface IsapiFacePassage extends IsapiPassage {
  kind: 'face';
  employeeNo: string;
}
export interface IsapiCardPassage extends IsapiPassage {
  kind: 'card';
  cardNo: string;
  /** False: it knows no such card. */
  admitted: boolean;
}
/** `other`: a heartbeat, a door contact, a stranger whom it did not know: understood, and nothing to keep. */
export type IsapiMessage = IsapiFacePassage | IsapiCardPassage | { kind: 'other' };

/** The reader inside is the second one. */
const insideReader = 2;

/** Null: no event at all. */
export const readIsapiEvent = (body: unknown): IsapiMessage | null => {
  const bare =
    body && typeof body === 'object' && 'EventNotificationAlert' in body ? body.EventNotificationAlert : body;
  const named = z.object({ eventType: z.string() }).safeParse(bare);
  if (!named.success) return null;
  if (named.data.eventType !== 'AccessControllerEvent') return { kind: 'other' };
  const event = Event.safeParse(bare);
  if (!event.success) return null;
  const { dateTime, AccessControllerEvent: door } = event.data;
  const employeeNo = door.employeeNoString || door.employeeNo;
  const { majorEventType, subEventType: minor, cardNo } = door;
  if (majorEventType !== eventMajor) return { kind: 'other' };
  const passage: IsapiPassage = {
    eventId: `isapi:${door.serialNo ?? 0}:${dateTime}`,
    direction: door.cardReaderNo === insideReader ? 'out' : 'in',
    at: new Date(dateTime),
    isLate: String(door.currentEvent ?? true) === 'false',
  };
  if (minor === facePassed && employeeNo) return { kind: 'face', ...passage, employeeNo };
  if ((minor === cardPassed || minor === cardUnknown) && cardNo)
    return { kind: 'card', ...passage, cardNo, admitted: minor === cardPassed };
  return { kind: 'other' };
};

const mostEventBytes = 64 * 1024;

/** The words of a push beside its pictures, which are not read at all; null: there are none. */
export const readPush = (contentType: string | undefined, body: Buffer): Promise<unknown> => {
  if (!contentType?.toLowerCase().startsWith('multipart/'))
    return Promise.resolve(readWire(body.toString('utf8')) ?? null);
  return new Promise((resolve) => {
    let found: unknown = null;
    const take = (words: string): void => {
      found ??= readWire(words) ?? null;
    };
    let parser: ReturnType<typeof busboy>;
    try {
      const headers = { 'content-type': contentType };
      parser = busboy({ headers, limits: { parts: 8, fieldSize: mostEventBytes, fileSize: mostEventBytes } });
    } catch {
      resolve(null);
      return;
    }
    parser.on('field', (_name, value) => take(value));
    parser.on('file', (_name, stream, { mimeType }) => {
      const chunks: Buffer[] = [];
      const isWords = /json|xml/.test(mimeType);
      stream.on('data', (chunk: Buffer) => isWords && chunks.push(chunk));
      stream.on('error', () => resolve(null));
      stream.on('end', () => isWords && take(Buffer.concat(chunks).toString('utf8')));
    });
    parser.on('error', () => resolve(null));
    parser.on('close', () => resolve(found));
    Readable.from([body]).pipe(parser);
  });
};

const escaped = (value: string): string => value.replace(/[<>&'"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const namespace = 'version="2.0" xmlns="http://www.isapi.org/ver20/XMLSchema"';

export const openDoorXml = `<?xml version="1.0" encoding="UTF-8"?>\n<RemoteControlDoor ${namespace}><cmd>open</cmd></RemoteControlDoor>`;

/** Host 1 of those that it knows. */
export const pushHostXml = (url: URL): string => {
  const isAddress = /^[\d.]+$/.test(url.hostname);
  const secure = url.protocol === 'https:';
  return `<?xml version="1.0" encoding="UTF-8"?>
<HttpHostNotification ${namespace}>
<id>1</id>
<url>${escaped(`${url.pathname}${url.search}`)}</url>
<protocolType>${secure ? 'HTTPS' : 'HTTP'}</protocolType>
<parameterFormatType>JSON</parameterFormatType>
<addressingFormatType>${isAddress ? 'ipaddress' : 'hostname'}</addressingFormatType>
<${isAddress ? 'ipAddress' : 'hostName'}>${escaped(url.hostname)}</${isAddress ? 'ipAddress' : 'hostName'}>
<portNo>${url.port || (secure ? '443' : '80')}</portNo>
<httpAuthenticationMethod>none</httpAuthenticationMethod>
</HttpHostNotification>`;
};
