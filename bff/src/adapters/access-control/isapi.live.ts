import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { type IsapiCard, IsapiError, type IsapiFault, type IsapiLogin, type IsapiPort } from './isapi.port.js';
import { createIsapiClient, type IsapiRequest } from './isapiClient.js';
import {
  CardSearch,
  DeviceInfo,
  FaceSearch,
  openDoorXml,
  pushHostXml,
  ResponseStatus,
  readWire,
  sameCard,
  UserSearch,
} from './isapiWire.js';

const faceTimeoutMs = 10_000;
/** The one library of faces that opens doors. */
const library = { faceLibType: 'blackFD', FDID: '1' } as const;
const until = '2037-12-31T23:59:59';

/** Terminals' words for what is wrong, as several of their firmwares have them. */
const faults: [RegExp, IsapiFault][] = [
  [
    /^(Subpic|PicFeature|PicAnalysis|face(Modeling|Quality)|faceNoFace|multipleFace|pic(Format|Resolution|Size)|saveFacePic)/i,
    'bad_photo',
  ],
  [/^card(No)?(AlreadyExist|Conflict)/i, 'card_taken'],
  [/busy/i, 'busy'],
  [/notSupport|invalidOperation|methodNotAllowed/i, 'unsupported'],
  [/full|overLimit|exceed|noMemory/i, 'full'],
];

type Call = (login: IsapiLogin, request: IsapiRequest) => Promise<{ status: number; words: unknown }>;

/** What it said of a call that it carried out; throws where it did not. `fine`: words that are as good as done. */
const settle = ({ status, words }: { status: number; words: unknown }, fine: RegExp = /^$/): string => {
  const parsed = ResponseStatus.safeParse(words);
  const said = parsed.success ? (parsed.data.subStatusCode ?? parsed.data.statusString ?? '') : '';
  const isDone = status < 300 && parsed.success && (parsed.data.statusCode === 1 || parsed.data.statusCode === 0);
  if (isDone) return '';
  if (said && fine.test(said)) return said;
  if (status === 404 || status === 405 || status === 501) throw new IsapiError('unsupported', said || null);
  const [, known] = faults.find(([words]) => words.test(said)) ?? [];
  // 403 without a reason: whom we sign in as may not do this there.
  const unnamed = status === 403 ? 'refused' : status === 503 ? 'busy' : 'rejected';
  const fault = known ?? unnamed;
  throw new IsapiError(fault, said.slice(0, 60) || null);
};

const readAs = <S extends z.ZodType>(schema: S, { status, words }: { status: number; words: unknown }): z.output<S> => {
  const parsed = schema.safeParse(words);
  if (status < 300 && parsed.success) return parsed.data;
  settle({ status, words });
  throw new IsapiError('rejected', 'odd answer');
};

const json = (method: 'POST' | 'PUT', path: string, body: object): IsapiRequest => ({
  ...{ method, path: `${path}?format=json`, contentType: 'application/json', body: JSON.stringify(body) },
});

const faceBody = (employeeNo: string, jpeg: Buffer): Pick<IsapiRequest, 'contentType' | 'body'> => {
  const boundary = `----anju${randomBytes(12).toString('hex')}`;
  const record = JSON.stringify({ ...library, FPID: employeeNo });
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="FaceDataRecord"\r\nContent-Type: application/json\r\n\r\n${record}\r\n` +
          `--${boundary}\r\nContent-Disposition: form-data; name="img"; filename="face.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
      ),
      jpeg,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  };
};

const removeFace = async (call: Call, login: IsapiLogin, employeeNo: string): Promise<void> => {
  const { faceLibType, FDID } = library;
  const path = `/ISAPI/Intelligent/FDLib/FDSearch/Delete?format=json&FDID=${FDID}&faceLibType=${faceLibType}`;
  const body = JSON.stringify({ FPID: [{ value: employeeNo }] });
  settle(await call(login, { method: 'PUT', path, contentType: 'application/json', body }), /NotExist|noMatch/i);
};

const hasFace = async (call: Call, login: IsapiLogin, FPID: string): Promise<boolean> => {
  const ask = { searchResultPosition: 0, maxResults: 1, ...library, FPID };
  const { MatchList } = readAs(FaceSearch, await call(login, json('POST', '/ISAPI/Intelligent/FDLib/FDSearch', ask)));
  // Asked for one; a firmware that ignores the question shows somebody else.
  return MatchList.some((one) => one.FPID === FPID);
};

/** A terminal without a library of faces holds none. */
const orNone = async <T>(answer: Promise<T>, none: T): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof IsapiError && error.fault === 'unsupported') return none;
    throw error;
  }
};

const findUser = async (call: Call, login: IsapiLogin, employeeNo: string): Promise<{ name: string } | null> => {
  const searchID = randomBytes(8).toString('hex');
  const ask = {
    UserInfoSearchCond: { searchID, searchResultPosition: 0, maxResults: 1, EmployeeNoList: [{ employeeNo }] },
  };
  const answer = await call(login, json('POST', '/ISAPI/AccessControl/UserInfo/Search', ask));
  const found = readAs(UserSearch, answer).UserInfoSearch.UserInfo.find((one) => one.employeeNo === employeeNo);
  return found ? { name: found.name ?? '' } : null;
};

const removeUser = async (call: Call, login: IsapiLogin, employeeNo: string): Promise<void> => {
  const body = { UserInfoDelCond: { EmployeeNoList: [{ employeeNo }] } };
  settle(await call(login, json('PUT', '/ISAPI/AccessControl/UserInfo/Delete', body)), /NotExist/i);
};

const findPerson: (call: Call, ...args: Parameters<IsapiPort['findPerson']>) => ReturnType<IsapiPort['findPerson']> =
  async (call, login, employeeNo) => {
    const found = await findUser(call, login, employeeNo);
    const face = await orNone(hasFace(call, login, employeeNo), false);
    return found || face ? { name: found?.name ?? '', hasFace: face } : null;
  };

/** Creates or changes; terminals that cannot do both in one are asked for the one and the other. */
const putPerson = async (
  call: Call,
  login: IsapiLogin,
  person: Parameters<IsapiPort['putPerson']>[1],
): Promise<void> => {
  const UserInfo = {
    ...person,
    userType: 'normal',
    Valid: { enable: true, beginTime: '2020-01-01T00:00:00', endTime: until, timeType: 'local' },
    doorRight: '1',
    RightPlan: [{ doorNo: 1, planTemplateNo: '1' }],
    // Any one of them is enough: nobody's way in hangs on the face.
    userVerifyMode: 'cardOrFaceOrPw',
  };
  const put = (method: 'POST' | 'PUT', verb: string) =>
    call(login, json(method, `/ISAPI/AccessControl/UserInfo/${verb}`, { UserInfo }));
  try {
    settle(await put('PUT', 'SetUp'));
  } catch (error) {
    if (!(error instanceof IsapiError) || error.fault !== 'unsupported') throw error;
    if (settle(await put('POST', 'Record'), /AlreadyExist/i)) settle(await put('PUT', 'Modify'));
  }
};

const cards = '/ISAPI/AccessControl/CardInfo';

const findCard = async (call: Call, login: IsapiLogin, cardNo: string): Promise<{ employeeNo: string } | null> => {
  const searchID = randomBytes(8).toString('hex');
  const ask = { CardInfoSearchCond: { searchID, searchResultPosition: 0, maxResults: 1, CardNoList: [{ cardNo }] } };
  const answer = await call(login, json('POST', `${cards}/Search`, ask));
  // Asked for one; a firmware that ignores the question shows another.
  const found = readAs(CardSearch, answer).CardInfoSearch.CardInfo.find((one) => sameCard(one.cardNo, cardNo));
  return found ? { employeeNo: found.employeeNo } : null;
};

const putCard = async (call: Call, login: IsapiLogin, { employeeNo, name, cardNo }: IsapiCard): Promise<void> => {
  const holder = await findCard(call, login, cardNo);
  // Somebody gave it out at the terminal itself: theirs is not taken away unasked.
  if (holder && holder.employeeNo !== employeeNo) throw new IsapiError('card_taken');
  await putPerson(call, login, { employeeNo, name });
  const body = { CardInfo: { employeeNo, cardNo, cardType: 'normalCard' } };
  if (holder) settle(await call(login, json('PUT', `${cards}/Modify`, body)));
  else settle(await call(login, json('POST', `${cards}/Record`, body)));
  // An answer is no card: it opens when the terminal says itself that it has it.
  if ((await findCard(call, login, cardNo))?.employeeNo !== employeeNo) throw new IsapiError('rejected', 'not there');
};

const removeCard = async (
  call: Call,
  login: IsapiLogin,
  { employeeNo, cardNo }: Omit<IsapiCard, 'name'>,
): Promise<void> => {
  const isTheirs = async (): Promise<boolean> =>
    (await orNone(findCard(call, login, cardNo), null))?.employeeNo === employeeNo;
  if (await isTheirs()) {
    const body = { CardInfoDelCond: { CardNoList: [{ cardNo }] } };
    settle(await call(login, json('PUT', `${cards}/Delete`, body)), /NotExist/i);
  }
  await removeUser(call, login, employeeNo);
  const isThere = (await isTheirs()) || (await findUser(call, login, employeeNo)) !== null;
  if (isThere) throw new IsapiError('no_answer', 'still there');
};

export const createLiveIsapi = ({ realNow }: { realNow: () => Date }): IsapiPort => {
  const request = createIsapiClient(realNow);
  const call: Call = async (login, asked) => {
    const { status, bytes } = await request(login, asked);
    return { status, words: readWire(bytes.toString('utf8')) };
  };
  return {
    readDevice: async (login) => {
      const info = readAs(
        DeviceInfo,
        await call(login, { method: 'GET', path: '/ISAPI/System/deviceInfo' }),
      ).DeviceInfo;
      const path = '/ISAPI/Intelligent/FDLib/capabilities?format=json';
      const { status } = await call(login, { method: 'GET', path });
      return { model: info.model, firmware: info.firmwareVersion ?? '', faces: status === 200 };
    },
    setPush: async (login, { url }) => {
      const contentType = 'application/xml';
      const path = '/ISAPI/Event/notification/httpHosts/1';
      settle(await call(login, { method: 'PUT', path, contentType, body: pushHostXml(url) }));
    },
    openDoor: async (login) => {
      const path = '/ISAPI/AccessControl/RemoteControl/door/1';
      settle(await call(login, { method: 'PUT', path, contentType: 'application/xml', body: openDoorXml }));
    },
    putPerson: (login, person) => putPerson(call, login, person),
    putFace: async (login, employeeNo, jpeg) => {
      const path = '/ISAPI/Intelligent/FDLib/FaceDataRecord?format=json';
      const put = () => call(login, { method: 'POST', path, ...faceBody(employeeNo, jpeg), timeoutMs: faceTimeoutMs });
      if (!settle(await put(), /AlreadyExist/i)) return;
      await removeFace(call, login, employeeNo);
      settle(await put());
    },
    removePerson: async (login, employeeNo) => {
      await orNone(removeFace(call, login, employeeNo), undefined);
      await removeUser(call, login, employeeNo);
      // Some firmwares delete afterwards: gone is what it says itself.
      if (await findPerson(call, login, employeeNo)) throw new IsapiError('no_answer', 'still there');
    },
    findPerson: (login, employeeNo) => findPerson(call, login, employeeNo),
    putCard: (login, card) => putCard(call, login, card),
    removeCard: (login, card) => removeCard(call, login, card),
    findCard: (login, cardNo) => findCard(call, login, cardNo),
  };
};
