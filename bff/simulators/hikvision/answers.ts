import { z } from 'zod';
import type { Terminal } from './terminal.js';

/** What a terminal answers to each of its addresses, in its own words. */

export interface Asked {
  method: string;
  /** /ISAPI/AccessControl/UserInfo/SetUp */
  path: string;
  query: URLSearchParams;
  contentType: string;
  body: Buffer;
}

export interface Said {
  status: number;
  contentType: string;
  body: string;
}

const json = (status: number, body: object): Said => ({
  ...{ status, contentType: 'application/json; charset="UTF-8"', body: JSON.stringify(body, null, 1) },
});
const xml = (body: string): Said => ({
  ...{ status: 200, contentType: 'application/xml; charset="UTF-8"' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

const done = json(200, { statusCode: 1, statusString: 'OK', subStatusCode: 'ok' });
const doneXml = xml(
  '<ResponseStatus version="2.0" xmlns="http://www.isapi.org/ver20/XMLSchema"><requestURL></requestURL><statusCode>1</statusCode><statusString>OK</statusString><subStatusCode>ok</subStatusCode></ResponseStatus>',
);
const refuse = (subStatusCode: string, statusCode = 6, statusString = 'Invalid Content'): Said =>
  json(400, { statusCode, statusString, subStatusCode, errorCode: 1610612737, errorMsg: subStatusCode });
const notSupported = json(403, {
  ...{ statusCode: 4, statusString: 'Invalid Operation', subStatusCode: 'notSupport', errorMsg: 'notSupport' },
});

const parse = <S extends z.ZodType>(schema: S, body: Buffer | string): z.output<S> | null => {
  try {
    return schema.parse(JSON.parse(body.toString()));
  } catch {
    return null;
  }
};

const employeeNo = z.string().regex(/^[A-Za-z0-9]{1,32}$/);
const User = z.object({
  UserInfo: z.object({
    employeeNo,
    name: z.string().max(128),
    userType: z.enum(['normal', 'visitor', 'blackList']),
    Valid: z.object({ enable: z.boolean(), beginTime: z.string(), endTime: z.string() }),
    userVerifyMode: z.enum(['cardOrFaceOrPw', 'cardOrFace', 'faceOrFpOrCardOrPw']),
  }),
});
const Search = z.object({
  UserInfoSearchCond: z.object({ EmployeeNoList: z.array(z.object({ employeeNo })).optional() }),
});
const Delete = z.object({ UserInfoDelCond: z.object({ EmployeeNoList: z.array(z.object({ employeeNo })) }) });
const cardNo = z.string().regex(/^\d{1,20}$/);
const Card = z.object({ CardInfo: z.object({ employeeNo, cardNo, cardType: z.enum(['normalCard']) }) });
const CardSearch = z.object({
  CardInfoSearchCond: z.object({
    CardNoList: z.array(z.object({ cardNo })).optional(),
    EmployeeNoList: z.array(z.object({ employeeNo })).optional(),
  }),
});
const CardDelete = z.object({ CardInfoDelCond: z.object({ CardNoList: z.array(z.object({ cardNo })) }) });
const Face = z.object({ faceLibType: z.literal('blackFD'), FDID: z.literal('1'), FPID: employeeNo });
const FaceDelete = z.object({ FPID: z.array(z.object({ value: employeeNo })) });

type Answer = (terminal: Terminal, asked: Asked) => Said;

const write =
  (mode: 'set' | 'record' | 'modify'): Answer =>
  (terminal, { body }) => {
    if (mode === 'set' && terminal.faults().withoutSetUp) return notSupported;
    const user = parse(User, body)?.UserInfo;
    if (!user) return refuse('badParameters');
    const { people } = terminal.memory;
    const known = people[user.employeeNo];
    if (mode === 'record' && known) return refuse('employeeNoAlreadyExist');
    if (mode === 'modify' && !known) return refuse('employeeNoNotExist');
    people[user.employeeNo] = { name: user.name, faceBytes: known?.faceBytes ?? null };
    return done;
  };

const writeCard =
  (mode: 'record' | 'modify'): Answer =>
  (terminal, { body }) => {
    const card = parse(Card, body)?.CardInfo;
    if (!card) return refuse('badParameters');
    const { people, cards } = terminal.memory;
    const known = terminal.numberOf(card.cardNo);
    if (!people[card.employeeNo]) return refuse('employeeNoNotExist');
    if (mode === 'record' && known) return refuse('cardNoAlreadyExist');
    if (mode === 'modify' && !known) return refuse('cardNoNotExist');
    const { mostCards } = terminal.faults();
    if (mode === 'record' && mostCards !== null && Object.keys(cards).length >= mostCards)
      return refuse('deviceCardFull');
    if (!terminal.faults().forgetsCards) cards[known ?? card.cardNo] = card.employeeNo;
    return done;
  };

const searchCards: Answer = (terminal, { body }) => {
  const asked = parse(CardSearch, body)?.CardInfoSearchCond;
  if (!asked) return refuse('badParameters');
  const numbers = asked.CardNoList?.map((one) => terminal.numberOf(one.cardNo));
  const owners = asked.EmployeeNoList?.map((one) => one.employeeNo);
  const CardInfo = Object.entries(terminal.memory.cards)
    .filter(([no, owner]) => (numbers?.includes(no) ?? true) && (owners?.includes(owner) ?? true))
    .map(([no, owner]) => ({ employeeNo: owner, cardNo: no, cardType: 'normalCard' }));
  const n = CardInfo.length;
  const found = { searchID: '1', responseStatusStrg: n > 0 ? 'OK' : 'NO MATCH', numOfMatches: n, totalMatches: n };
  return json(200, { CardInfoSearch: { ...found, ...(n > 0 ? { CardInfo } : {}) } });
};

/** Parts of a multipart body by their names. */
const partsOf = ({ contentType, body }: Asked): Map<string, Buffer> => {
  const [, boundary = ''] = /boundary=([^;]+)/.exec(contentType) ?? [];
  const parts = new Map<string, Buffer>();
  for (const part of body.toString('latin1').split(`--${boundary}`)) {
    const [, name, content] = /name="([^"]+)"[\s\S]*?\r\n\r\n([\s\S]*)\r\n$/.exec(part) ?? [];
    if (name && content !== undefined) parts.set(name, Buffer.from(content, 'latin1'));
  }
  return parts;
};

const mostFaceBytes = 200 * 1024;

const recordFace: Answer = (terminal, asked) => {
  const parts = partsOf(asked);
  const face = parse(Face, parts.get('FaceDataRecord') ?? '');
  const picture = parts.get('img') ?? parts.get('FaceImage');
  if (!face || !picture) return refuse('badParameters');
  const person = terminal.memory.people[face.FPID];
  if (!person) return refuse('employeeNoNotExist');
  if (person.faceBytes !== null) return refuse('deviceUserAlreadyExistFace');
  if (picture.length > mostFaceBytes) return refuse('picSizeExceedError');
  if (terminal.faults().refusePhotos || picture.readUInt16BE(0) !== 0xffd8)
    return refuse('SubpicAnalysisModelingError');
  person.faceBytes = picture.length;
  return done;
};

const answers: Record<string, Answer> = {
  'GET /ISAPI/System/deviceInfo': ({ setup }) =>
    xml(
      `<DeviceInfo version="2.0" xmlns="http://www.isapi.org/ver20/XMLSchema"><deviceName>${setup.code}</deviceName><deviceID>255</deviceID><model>DS-K1T671M</model><serialNumber>DS-K1T671M20230512V030205CH${setup.code}</serialNumber><firmwareVersion>V3.2.5</firmwareVersion><deviceType>ACS</deviceType></DeviceInfo>`,
    ),
  'GET /ISAPI/Intelligent/FDLib/capabilities': () =>
    json(200, { FDLibCap: { FDNameMaxLen: 32, supportFDFunction: 'post,delete,put,get' } }),
  'PUT /ISAPI/AccessControl/UserInfo/SetUp': write('set'),
  'POST /ISAPI/AccessControl/UserInfo/Record': write('record'),
  'PUT /ISAPI/AccessControl/UserInfo/Modify': write('modify'),
  'POST /ISAPI/AccessControl/UserInfo/Search': ({ memory }, { body }) => {
    const asked = parse(Search, body);
    if (!asked) return refuse('badParameters');
    const list = asked.UserInfoSearchCond.EmployeeNoList?.map((one) => one.employeeNo) ?? Object.keys(memory.people);
    const UserInfo = list.flatMap((no) => {
      const person = memory.people[no];
      return person
        ? [{ employeeNo: no, name: person.name, userType: 'normal', numOfFace: person.faceBytes === null ? 0 : 1 }]
        : [];
    });
    const n = UserInfo.length;
    const found = { searchID: '1', responseStatusStrg: n > 0 ? 'OK' : 'NO MATCH', numOfMatches: n, totalMatches: n };
    return json(200, { UserInfoSearch: { ...found, ...(n > 0 ? { UserInfo } : {}) } });
  },
  'PUT /ISAPI/AccessControl/UserInfo/Delete': ({ memory, faults }, { body }) => {
    const asked = parse(Delete, body);
    if (!asked) return refuse('badParameters');
    if (faults().keepsCards) return done;
    for (const one of asked.UserInfoDelCond.EmployeeNoList) {
      delete memory.people[one.employeeNo];
      // Their cards go with them.
      for (const [no, owner] of Object.entries(memory.cards)) if (owner === one.employeeNo) delete memory.cards[no];
    }
    return done;
  },
  'POST /ISAPI/AccessControl/CardInfo/Record': writeCard('record'),
  'PUT /ISAPI/AccessControl/CardInfo/Modify': writeCard('modify'),
  'POST /ISAPI/AccessControl/CardInfo/Search': searchCards,
  'PUT /ISAPI/AccessControl/CardInfo/Delete': (terminal, { body }) => {
    const asked = parse(CardDelete, body);
    if (!asked) return refuse('badParameters');
    if (terminal.faults().keepsCards) return done;
    for (const one of asked.CardInfoDelCond.CardNoList) {
      const known = terminal.numberOf(one.cardNo);
      if (known) delete terminal.memory.cards[known];
    }
    return done;
  },
  'POST /ISAPI/Intelligent/FDLib/FaceDataRecord': recordFace,
  'POST /ISAPI/Intelligent/FDLib/FDSearch': ({ memory }, { body }) => {
    const asked = parse(Face, body);
    if (!asked) return refuse('badParameters');
    const n = (memory.people[asked.FPID]?.faceBytes ?? null) === null ? 0 : 1;
    const found = { statusCode: 1, statusString: 'OK', responseStatusStrg: n ? 'OK' : 'NO MATCH' };
    return json(200, {
      ...found,
      numOfMatches: n,
      totalMatches: n,
      ...(n ? { MatchList: [{ FPID: asked.FPID }] } : {}),
    });
  },
  'PUT /ISAPI/Intelligent/FDLib/FDSearch/Delete': ({ memory }, { body, query }) => {
    const asked = parse(FaceDelete, body);
    if (!asked || query.get('FDID') !== '1' || query.get('faceLibType') !== 'blackFD') return refuse('badParameters');
    for (const { value } of asked.FPID) {
      const person = memory.people[value];
      if (person) person.faceBytes = null;
    }
    return done;
  },
  'PUT /ISAPI/AccessControl/RemoteControl/door/1': (terminal, { body }) => {
    if (!/<cmd>open<\/cmd>/.test(body.toString())) return refuse('badXmlContent', 5, 'Invalid XML Format');
    terminal.open();
    return doneXml;
  },
  'PUT /ISAPI/Event/notification/httpHosts/1': ({ memory }, { body }) => {
    const text = body.toString();
    const tag = (name: string): string =>
      (new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '').replace(/&#(\d+);/g, (_all, code) =>
        String.fromCharCode(Number(code)),
      );
    const host = tag('ipAddress') || tag('hostName');
    if (!host || !tag('url').startsWith('/')) return refuse('badXmlContent', 5, 'Invalid XML Format');
    memory.pushUrl = `${tag('protocolType').toLowerCase()}://${host}:${tag('portNo')}${tag('url')}`;
    return doneXml;
  },
};

/** It is at something else, and says so. */
export const busy = json(503, {
  ...{ statusCode: 2, statusString: 'Device Busy', subStatusCode: 'deviceBusy', errorMsg: 'deviceBusy' },
});

export const answerOf = (terminal: Terminal, asked: Asked): Said =>
  answers[`${asked.method} ${asked.path}`]?.(terminal, asked) ??
  json(404, { statusCode: 4, statusString: 'Invalid Operation', subStatusCode: 'notSupport' });
