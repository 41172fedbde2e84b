import { type RunningSimulators, startSimulators } from '../../../simulators/server.js';
import { testPayKeys } from '../../../test/factories/payKeys.js';
import { testClock } from '../../../test/factories/testDeps.js';
import { createLiveIsapi } from './isapi.live.js';
import { IsapiError, type IsapiLogin, type IsapiPort } from './isapi.port.js';
import { readIsapiEvent, readPush } from './isapiWire.js';

/** The live adapter against the terminal's simulator, over HTTP with signatures that are really checked. */

const clock = testClock();
const id = '01JZ00000000000000000000T1';
const no = '01JZ00000000000000000000P1';
const jpeg = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff]),
  Buffer.alloc(3000, 7),
  Buffer.from([0x0d, 0x0a, 0xff, 0xd9]),
]);
let simulators: RunningSimulators;
let login: IsapiLogin;
let port: IsapiPort;
beforeAll(async () => {
  const now = clock.now;
  simulators = await startSimulators({ now, communityNow: now, payKeys: await testPayKeys(), notifies: false });
  const setup = { communityId: id, id, code: 'MJ-F1', name: '前门人脸机', username: 'admin', password: '密码-2026"\\' };
  simulators.control.hikvision.setUp([setup]);
  login = { address: `${simulators.origin}/hikvision/${id}`, username: setup.username, password: setup.password };
});
beforeEach(() => {
  port = createLiveIsapi({ realNow: clock.realNow });
});
afterEach(() => simulators.control.hikvision.calm());
afterAll(() => simulators.close());

const terminal = () => {
  const found = simulators.control.hikvision.find(id);
  if (!found) throw new Error('no terminal');
  return found;
};
const faultOf = async (answer: Promise<unknown>) => {
  try {
    return { answered: await answer };
  } catch (error) {
    return error instanceof IsapiError ? error.fault : error;
  }
};

it.each([['MD5'], ['SHA-256']] as const)('signs in with %s, and one nonce serves many calls', async (algorithm) => {
  terminal().setFaults({ algorithms: [algorithm] });
  expect(await port.readDevice(login)).toEqual({ model: 'DS-K1T671M', firmware: 'V3.2.5', faces: true });
  expect(await port.findPerson(login, no)).toBeNull();
});

it('a nonce that grew old costs one more turn and no more; the call is carried out once', async () => {
  await port.readDevice(login);
  terminal().guard.makeStale(1);
  const before = terminal().openings();
  await port.openDoor(login);
  terminal().guard.makeStale(2);
  await port.openDoor(login);
  expect(terminal().openings()).toBe(before + 2);
});

it('a person is put, changed, given a face, given another, and is gone with it', async () => {
  await port.putPerson(login, { employeeNo: no, name: '林*' });
  await port.putPerson(login, { employeeNo: no, name: '林**' });
  expect(await port.findPerson(login, no)).toEqual({ name: '林**', hasFace: false });
  await port.putFace(login, no, jpeg);
  await port.putFace(login, no, Buffer.concat([jpeg, jpeg]));
  expect(terminal().memory.people[no]).toEqual({ name: '林**', faceBytes: jpeg.length * 2 });
  expect(await port.findPerson(login, no)).toMatchObject({ hasFace: true });
  await port.removePerson(login, no);
  await port.removePerson(login, no);
  expect(await port.findPerson(login, no)).toBeNull();
});

it('an old firmware without SetUp is asked for Record, and for Modify where the person is there', async () => {
  terminal().setFaults({ withoutSetUp: true });
  await port.putPerson(login, { employeeNo: no, name: '一' });
  await port.putPerson(login, { employeeNo: no, name: '二' });
  expect(await port.findPerson(login, no)).toMatchObject({ name: '二' });
  await port.removePerson(login, no);
});

it('says what is wrong with a picture', async () => {
  await port.putPerson(login, { employeeNo: no, name: '林*' });
  terminal().setFaults({ refusePhotos: true });
  expect(await faultOf(port.putFace(login, no, jpeg))).toBe('bad_photo');
  expect(await faultOf(port.putFace(login, no, Buffer.alloc(300 * 1024, 1)))).toBe('bad_photo');
  await port.removePerson(login, no);
});

it('a wrong password is not tried on and on, and the right one is taken at once', async () => {
  terminal().setFaults({ password: 'changed there' });
  expect(await faultOf(port.openDoor(login))).toBe('refused');
  terminal().calm();
  expect(await faultOf(port.openDoor(login))).toBe('refused');
  terminal().setFaults({ password: 'changed there' });
  await port.openDoor({ ...login, password: 'changed there' });
  terminal().calm();
  clock.advance(121_000);
  await port.openDoor(login);
});

describe('a card', () => {
  const card = { employeeNo: '01JZ00000000000000000000C1', name: '林*', cardNo: '0012345678' };
  const other = { employeeNo: '01JZ00000000000000000000C2', name: '王*', cardNo: '0012345678' };
  beforeEach(() => Object.assign(terminal().memory, { people: {}, cards: {} }));

  it('is put with its person, several times is once, and is gone with it when the terminal says so', async () => {
    await port.putCard(login, card);
    await port.putCard(login, { ...card, name: '林**' });
    expect(terminal().memory.cards).toEqual({ [card.cardNo]: card.employeeNo });
    expect(await port.findPerson(login, card.employeeNo)).toEqual({ name: '林**', hasFace: false });
    expect(await port.findCard(login, '12345678')).toEqual({ employeeNo: card.employeeNo });
    await port.removeCard(login, card);
    await port.removeCard(login, card);
    expect([terminal().memory.cards, terminal().memory.people]).toEqual([{}, {}]);
    expect(await port.findCard(login, card.cardNo)).toBeNull();
  });

  it('leaves faces and other cards alone', async () => {
    await port.putPerson(login, { employeeNo: no, name: '吴*' });
    await port.putFace(login, no, jpeg);
    await port.putCard(login, { ...other, cardNo: '0087654321' });
    await port.putCard(login, card);
    await port.removeCard(login, card);
    expect(terminal().memory.cards).toEqual({ '0087654321': other.employeeNo });
    expect(await port.findPerson(login, no)).toMatchObject({ hasFace: true });
  });

  it('that somebody has there already is not taken from them, neither by putting nor by removing', async () => {
    terminal().enrolByHand(card.cardNo);
    expect(await faultOf(port.putCard(login, card))).toBe('card_taken');
    expect(terminal().memory.people[card.employeeNo]).toBeUndefined();
    await port.removeCard(login, card);
    expect(terminal().memory.cards).toEqual({ [card.cardNo]: 'LOCAL1' });
  });

  it.each(['UserInfo/SetUp', 'CardInfo/Record', 'CardInfo/Modify'])(
    'is put in the end where the answer to %s was lost, which was carried out',
    async (loseReplyTo) => {
      if (loseReplyTo.endsWith('Modify')) await port.putCard(login, card);
      terminal().setFaults({ loseReplyTo });
      expect(await faultOf(port.putCard(login, card))).toBe('no_answer');
      expect(terminal().memory.people[card.employeeNo]).toBeDefined();
      terminal().calm();
      await port.putCard(login, card);
      expect(terminal().memory.cards).toEqual({ [card.cardNo]: card.employeeNo });
    },
  );

  it.each(['CardInfo/Delete', 'UserInfo/Delete'])(
    'is gone in the end where the answer to %s was lost',
    async (loseReplyTo) => {
      await port.putCard(login, card);
      terminal().setFaults({ loseReplyTo });
      expect(await faultOf(port.removeCard(login, card))).toBe('no_answer');
      expect(terminal().memory.cards).toEqual({});
      terminal().calm();
      await port.removeCard(login, card);
      expect(terminal().memory.people).toEqual({});
    },
  );

  it('at a terminal that is busy, full or cut off is told so, and is not there', async () => {
    terminal().setFaults({ busy: 1 });
    expect(await faultOf(port.putCard(login, card))).toBe('busy');
    terminal().setFaults({ mostCards: 0 });
    expect(await faultOf(port.putCard(login, card))).toBe('full');
    terminal().setFaults({ mostCards: null, offline: true });
    expect(await faultOf(port.putCard(login, card))).toBe('no_answer');
    expect(await faultOf(port.removeCard(login, card))).toBe('no_answer');
    expect(terminal().memory.cards).toEqual({});
  });

  it('that a terminal says to have taken, or deleted, and has not, is not believed so', async () => {
    terminal().setFaults({ forgetsCards: true });
    expect(await faultOf(port.putCard(login, card))).toBe('rejected');
    terminal().calm();
    await port.putCard(login, card);
    terminal().setFaults({ keepsCards: true });
    expect(await faultOf(port.removeCard(login, card))).toBe('no_answer');
  });
});

it('an outage is told from an unknown outcome, and rests the terminal for a while', async () => {
  const dead = { ...login, address: 'http://127.0.0.1:47999' };
  const before = terminal().openings();
  for (let turn = 0; turn < 3; turn++) expect(await faultOf(port.openDoor(dead))).toBe('unreachable');
  terminal().setFaults({ offline: true });
  for (let turn = 0; turn < 3; turn++) expect(await faultOf(port.openDoor(login))).toBe('no_answer');
  terminal().setFaults({ offline: false });
  expect(await faultOf(port.openDoor(login))).toBe('unreachable');
  clock.advance(10_001);
  await port.openDoor(login);
  expect(terminal().openings()).toBe(before + 1);
});

it('tells it where to push, with signs that XML must not meet', async () => {
  const url = new URL('http://10.0.0.2:8080/callbacks/devices/hikvision?device=a%2Fb&key=c');
  await port.setPush(login, { url });
  expect(terminal().memory.pushUrl).toBe(url.toString());
});

describe('what it pushes', () => {
  const event = {
    eventType: 'AccessControllerEvent',
    dateTime: '2026-11-23T10:54:00+08:00',
    AccessControllerEvent: { majorEventType: 5, subEventType: 75, serialNo: 12, employeeNoString: no, cardReaderNo: 1 },
  };
  const face = {
    ...{ kind: 'face', eventId: 'isapi:12:2026-11-23T10:54:00+08:00', employeeNo: no, direction: 'in' },
    ...{ at: new Date('2026-11-23T02:54:00Z'), isLate: false },
  };
  const part = (type: string, words: string) =>
    `--b\r\nContent-Disposition: form-data; name="event_log"${type}\r\n\r\n${words}\r\n--b\r\nContent-Disposition: form-data; name="Picture"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\r\n--b--\r\n`;
  const xml = `<?xml version="1.0"?><EventNotificationAlert version="2.0"><eventType>AccessControllerEvent</eventType><dateTime>2026-11-23T10:54:00+08:00</dateTime><AccessControllerEvent><majorEventType>5</majorEventType><subEventType>75</subEventType><serialNo>12</serialNo><employeeNoString>${no}</employeeNoString></AccessControllerEvent></EventNotificationAlert>`;

  it.each([
    ['bare JSON', 'application/json', JSON.stringify(event)],
    ['bare XML', 'application/xml', xml],
    ['a part without a type beside a picture', 'multipart/form-data; boundary=b', part('', JSON.stringify(event))],
    [
      'a part that is a file of XML',
      'multipart/form-data; boundary=b',
      part('; filename="e.xml"\r\nContent-Type: application/xml', xml),
    ],
  ])('is read as %s', async (_title, type, body) => {
    expect(readIsapiEvent(await readPush(type, Buffer.from(body, 'latin1')))).toEqual(face);
  });

  it('is a card with its number, let in or unknown there', () => {
    const of = (door: object) =>
      readIsapiEvent({ ...event, AccessControllerEvent: { majorEventType: 5, serialNo: 13, ...door } });
    const { employeeNo: _no, ...rest } = face;
    const passage = { ...rest, eventId: 'isapi:13:2026-11-23T10:54:00+08:00', kind: 'card', cardNo: '12345678' };
    expect(of({ subEventType: 1, cardNo: '12345678' })).toEqual({ ...passage, admitted: true });
    expect(of({ subEventType: 9, cardNo: 12345678 })).toEqual({ ...passage, admitted: false });
    expect(of({ subEventType: 1, cardNo: '' })).toEqual({ kind: 'other' });
    expect(of({ subEventType: 2, cardNo: '12345678' })).toEqual({ kind: 'other' });
  });

  it('counts entries by face or card alone: strangers, door contacts and heartbeats are understood and left', () => {
    const of = (door: object, more: object = {}) =>
      readIsapiEvent({ ...event, ...more, AccessControllerEvent: { ...event.AccessControllerEvent, ...door } });
    expect(of({ subEventType: 76 })).toEqual({ kind: 'other' });
    expect(of({ subEventType: 21, employeeNoString: '' })).toEqual({ kind: 'other' });
    expect(of({}, { eventType: 'heartBeat' })).toEqual({ kind: 'other' });
    expect(of({ cardReaderNo: 2, currentEvent: false })).toMatchObject({ direction: 'out', isLate: true });
    expect(of({ majorEventType: 'five' })).toBeNull();
    expect(of({}, { dateTime: 'yesterday' })).toBeNull();
    expect(readIsapiEvent([])).toBeNull();
  });

  it.each([
    ['no boundary', 'multipart/form-data', '--b'],
    [
      'a body cut in half',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="event_log"\r\n\r\n{"a":',
    ],
    ['nothing', 'multipart/form-data; boundary=b', ''],
    ['no JSON', 'application/json', '{"half":'],
  ])('is nothing with %s', async (_title, type, body) => {
    expect(readIsapiEvent(await readPush(type, Buffer.from(body)))).toBeNull();
  });
});
