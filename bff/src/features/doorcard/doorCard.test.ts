import { newKey } from 'shared-types/client';
import * as api from 'shared-types/kiosk';
import { listPassages } from 'shared-types/staffAccess';
import { makeHost } from '../../../test/factories/access.js';
import { facePhoto, makeFaceHome, makeTerminal } from '../../../test/factories/faces.js';
import { makeHouse, makeStaff } from '../../../test/factories/people.js';
import { until } from '../../../test/factories/queue.js';
import { codeOf, type TestServer, testServer, upload } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { PassageEntity } from '../access/access.entity.js';
import { replaceGroupDevices } from '../access/access.store.js';
import { replaceOwners } from '../community/community.door.js';
import { HousePersonEntity } from '../community/community.entity.js';
import { DoorCardCopyEntity, DoorCardEntity } from './doorCard.entity.js';
import { doorCardSweep } from './doorCard.jobs.js';
import { syncCards } from './sync.js';

/** From a card at the desk to a card that is gone: real HTTP to us, real ISAPI to the simulated terminal. */

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterEach(() => server.simulators.control.hikvision.calm());
afterAll(() => server.close());

const db = () => server.deps.db.reader;
const passes = async (seconds: number): Promise<void> => {
  for (let left = seconds; left > 0; left -= 5) {
    server.deps.clock.advance(5000);
    await server.drain();
  }
};
const actionsOf = async (communityId: string) =>
  (await db().find(AuditEntity, { where: { communityId }, order: { id: 'ASC' } }))
    .map(({ action }) => action)
    .filter((action) => action.startsWith('card.'));
const empty = { cards: {}, people: {} };
const heldBy = ({ memory: { cards, people } }: { memory: { cards: object; people: object } }) => ({ cards, people });
let last = 1000;
const freshNumber = (): string => String(9_100_000_000 + ++last);

/** Somebody who lives behind a gate with a terminal, and the desk that gives out cards. */
const makeHome = async (home?: Awaited<ReturnType<typeof makeFaceHome>>) => {
  const host = home ?? (await makeHost(server));
  const { communityId } = host;
  const { houseId } = host.host;
  const { device, terminal, setLogin } = home ?? (await makeTerminal(server, communityId, host.gate.groupId));
  const staff = await makeStaff(server, communityId, ['customer-service', 'guard'], { name: '李晓梅' });
  const desk = server.client(staff.token);
  const personOf = (house = houseId) => db().findOneByOrFail(HousePersonEntity, { communityId, houseId: house });
  const issue = async (number: string, doors = true, house = houseId) =>
    desk(api.issueCard, {
      params: { id: (await personOf(house)).id },
      body: { number, doors },
      idempotencyKey: newKey(),
    });
  const block = (id: string) =>
    desk(api.blockCard, { params: { id }, body: { reason: '丢了' }, idempotencyKey: newKey() });
  const close = (id: string) => desk(api.closeCardDoors, { params: { id }, body: {}, idempotencyKey: newKey() });
  const list = () => desk(api.listCardsOfHouse, { params: { id: houseId } });
  const doors = async () => (await list()).items[0]?.doors;
  const kept = () => db().find(PassageEntity, { where: { communityId }, order: { at: 'ASC' } });
  return {
    ...{ communityId, houseId, gate: host.gate, device, terminal, setLogin, desk },
    ...{ personOf, issue, block, close, list, doors, kept },
  };
};

/** With a card that opens. */
const makeOpen = async () => {
  const home = await makeHome();
  const number = freshNumber();
  const card = await home.issue(number);
  await server.drain();
  return { ...home, number, card };
};

describe('a card that shall open doors', () => {
  it('reaches the terminal under a number of ours that says nothing, and opens when the terminal has said so', async () => {
    const { terminal, issue, doors, list, card, number, communityId } = await makeOpen();
    const [employeeNo = ''] = Object.keys(terminal.memory.people);
    expect(terminal.memory.cards).toEqual({ [number]: employeeNo });
    expect(terminal.memory.people[employeeNo]).toEqual({ name: '吴**', faceBytes: null });
    expect(employeeNo).not.toBe(card.id);
    expect(await doors()).toEqual({
      ...{ words: ['能开 1 处门'], tone: 'ok', actions: ['close'] },
      copies: [{ door: '北门人脸机', state: 'on', words: '能开了' }],
    });
    expect((await list()).terminals).toEqual(['北门人脸机']);
    expect(await issue(number)).toEqual(card);
    expect(await db().countBy(DoorCardEntity, { communityId })).toBe(1);
    expect(await actionsOf(communityId)).toEqual(['card.issued', 'card.doors_opened']);
  });

  it('stands nowhere in the database with its number', async () => {
    const { number, list } = await makeOpen();
    expect(JSON.stringify(await list())).not.toContain(number);
    for (const { tableName } of server.deps.db.source.entityMetadatas)
      expect(JSON.stringify(await db().query(`SELECT * FROM ${tableName}`))).not.toContain(number);
  });

  it('is one that is read again where it was given out for the kiosk alone', async () => {
    const { issue, doors, terminal } = await makeHome();
    const number = freshNumber();
    const card = await issue(number, false);
    await passes(30);
    expect(terminal.memory.cards).toEqual({});
    expect(await doors()).toEqual({ words: [], tone: 'ok', copies: [], actions: ['open'] });
    expect(await issue(number)).toEqual(card);
    await server.drain();
    expect(Object.keys(terminal.memory.cards)).toEqual([number]);
  });

  it('is refused where no door on the way home takes cards', async () => {
    const { issue, communityId, gate, list } = await makeHome();
    await inTransaction(server.deps.db, (tx) => replaceGroupDevices(tx, communityId, gate.groupId, [gate.device.id]));
    expect(await codeOf(issue(freshNumber()))).toBe('card.no_door');
    expect(await list()).toMatchObject({ terminals: [], items: [{ card: null, doors: { actions: [] } }] });
  });

  it('waits for a terminal that is cut off, is shown as waiting, and is there when it is back', async () => {
    const { issue, doors, terminal } = await makeHome();
    const number = freshNumber();
    terminal.setFaults({ offline: true });
    await issue(number);
    await passes(60);
    expect(await doors()).toMatchObject({
      words: ['还不能开门，1 处没有送到'],
      tone: 'bad',
      copies: [{ state: 'waiting' }],
    });
    expect((await doors())?.copies[0]?.words).toMatch(/^机器(断网|没有回话)，会一直再试$/);
    terminal.calm();
    await passes(60);
    expect(await doors()).toMatchObject({ words: ['能开 1 处门'], tone: 'ok' });
    expect(Object.keys(terminal.memory.cards)).toEqual([number]);
  });

  it.each([
    ['is busy', { busy: 1 }, '机器正忙，会一直再试'],
    ['is full', { mostCards: 0 }, '机器存满了，会一直再试'],
    ['says that it has it and has not', { forgetsCards: true }, '机器没有接受，会一直再试'],
    ['loses the answer', { loseReplyTo: 'CardInfo/Record' }, '机器没有回话，会一直再试'],
  ])('is put in the end at a terminal that %s, and the page says what it waits for', async (_title, faults, words) => {
    const { issue, doors, terminal } = await makeHome();
    // Introduced before, so that it is the card that meets it.
    await issue(freshNumber());
    await server.drain();
    terminal.setFaults(faults);
    const number = freshNumber();
    await issue(number);
    await server.drain();
    const waiting = (await doors())?.copies.filter(({ state }) => state === 'waiting');
    expect(waiting).toEqual([{ door: '北门人脸机', state: 'waiting', words }]);
    terminal.calm();
    await passes(60);
    expect(Object.keys(terminal.memory.cards)).toEqual([number]);
    expect(await doors()).toMatchObject({ words: ['能开 1 处门'], tone: 'ok' });
  });

  it('does not take the place of a card that somebody gave out at the terminal itself', async () => {
    const { issue, doors, terminal } = await makeHome();
    const number = freshNumber();
    terminal.enrolByHand(number);
    await issue(number);
    await passes(30);
    expect(terminal.memory.cards).toEqual({ [number]: 'LOCAL1' });
    expect((await doors())?.copies).toMatchObject([{ words: '机器里已有同号的卡，请在机器上删掉它，会一直再试' }]);
    delete terminal.memory.cards[number];
    await passes(60);
    expect(await doors()).toMatchObject({ words: ['能开 1 处门'] });
  });

  it('goes to a door that is put on the way home later, and from one that is taken off it', async () => {
    const { communityId, gate, terminal, device, doors, number } = await makeOpen();
    const second = await makeTerminal(server, communityId, gate.groupId, '北门出口人脸机');
    await passes(40);
    expect(Object.keys(second.terminal.memory.cards)).toEqual([number]);
    expect(await doors()).toMatchObject({ words: ['能开 2 处门'] });
    await inTransaction(server.deps.db, (tx) =>
      replaceGroupDevices(tx, communityId, gate.groupId, [gate.device.id, device.id]),
    );
    await passes(60);
    expect(Object.keys(terminal.memory.cards)).toEqual([number]);
    expect(heldBy(second.terminal)).toEqual(empty);
  });
});

describe('a card at the door', () => {
  it('opens, and is a passage of whose it is, once, however often it is told', async () => {
    const { terminal, number, kept, desk, houseId } = await makeOpen();
    terminal.setFaults({ duplicates: 2, loseAnswers: 2 });
    expect(await terminal.swipe(number)).toEqual({ opened: true, name: '吴**' });
    expect(await kept()).toMatchObject([
      { way: 'card', admitted: true, houseId, who: '吴女士', direction: 'in', flag: null },
    ]);
    expect((await desk(listPassages, { query: {} })).items).toMatchObject([
      { words: '刷卡进门', who: '吴女士', houseLabel: '3栋2单元1102' },
    ]);
  });

  it('is known with and without its leading noughts', async () => {
    const { issue, terminal, kept } = await makeHome();
    await issue('0000123456');
    await server.drain();
    expect(await terminal.swipe('123456')).toMatchObject({ opened: true });
    expect(await kept()).toMatchObject([{ who: '吴女士', admitted: true }]);
  });

  it('that nobody knows is nobody’s business; one of ours that does not open there is told', async () => {
    const { terminal, issue, kept, desk, block, card, number } = await makeOpen();
    await terminal.swipe('5550001112');
    expect(await kept()).toEqual([]);
    await block(card.id);
    await server.drain();
    server.deps.clock.advance(1000);
    expect(await terminal.swipe(number)).toEqual({ opened: false, name: null });
    const early = freshNumber();
    terminal.setFaults({ mostCards: 0 });
    await issue(early);
    await server.drain();
    server.deps.clock.advance(1000);
    await terminal.swipe(early);
    const words = (await desk(listPassages, { query: { only: 'refused' } })).items.map((one) => one.words);
    expect(words).toEqual(['刷卡进门没有放行：这张卡开不了这个门', '刷卡进门没有放行：卡已经停用']);
  });

  it('that was blocked and let in by a terminal that had not heard of it is marked and told to the guards', async () => {
    const { terminal, number, card, block, kept, desk, communityId } = await makeOpen();
    terminal.setFaults({ offline: true });
    await block(card.id);
    server.deps.clock.advance(60_000);
    expect(await terminal.swipe(number)).toMatchObject({ opened: true });
    terminal.calm();
    await terminal.catchUp();
    expect(await kept()).toMatchObject([{ way: 'card', flag: 'revoked', offline: true, admitted: true }]);
    const [seen] = (await desk(listPassages, { query: { only: 'flagged' } })).items;
    expect(seen?.words).toBe('刷卡进门（门口断网，已经停用的门卡放行了一次）');
    const alerts = await db().query("SELECT payload FROM outbox WHERE community_id = ? AND topic LIKE 'staff.%'", [
      communityId,
    ]);
    expect(JSON.stringify(alerts)).toContain('已经停用的门卡放行了一次');
  });
});

describe('a card opens nothing any more', () => {
  it('when it is blocked: gone within the minute, confirmed by the terminal, and its number is forgotten', async () => {
    const { block, card, terminal, number, doors, communityId } = await makeOpen();
    await block(card.id);
    expect(await doors()).toMatchObject({
      words: ['还有 1 处没有删完'],
      tone: 'wait',
      copies: [{ state: 'leaving' }],
    });
    await passes(60);
    expect(heldBy(terminal)).toEqual(empty);
    expect(await terminal.swipe(number)).toMatchObject({ opened: false });
    expect(await doors()).toEqual({ words: [], tone: 'ok', copies: [], actions: [] });
    expect(await db().findOneByOrFail(DoorCardEntity, { communityId })).toMatchObject({
      ...{ endedWhy: 'blocked', numberEncrypted: null, goneAt: expect.any(Date) },
    });
    const actions = await actionsOf(communityId);
    expect(actions.sort()).toEqual(
      ['card.issued', 'card.doors_opened', 'card.blocked', 'card.doors_ended', 'card.doors_gone'].sort(),
    );
  });

  it('when it is replaced: the new one opens, the old one is gone', async () => {
    const { issue, terminal, number, doors } = await makeOpen();
    const second = freshNumber();
    await issue(second);
    await passes(30);
    expect(Object.keys(terminal.memory.cards)).toEqual([second]);
    expect(await terminal.swipe(number)).toMatchObject({ opened: false });
    expect(await doors()).toMatchObject({ words: ['能开 1 处门'], actions: ['close'] });
  });

  it('when staff take the doors from it: it goes on at the kiosk, and may be opened again', async () => {
    const { close, card, terminal, doors, desk, number, issue } = await makeOpen();
    await close(card.id);
    await close(card.id);
    await passes(30);
    expect(terminal.memory.cards).toEqual({});
    expect(await desk(api.identifyByCard, { body: { card: number } })).toMatchObject({ name: '吴女士' });
    expect(await doors()).toMatchObject({ words: [], actions: ['open'] });
    await issue(number);
    await passes(30);
    expect(await doors()).toMatchObject({ words: ['能开 1 处门'] });
  });

  it('when its holder has moved out, by itself', async () => {
    const { communityId, houseId, terminal } = await makeOpen();
    await inTransaction(server.deps.db, (tx) =>
      replaceOwners(server.deps, tx, { communityId, houseId }, [{ name: '王强', phone: null }]),
    );
    await passes(60);
    expect(heldBy(terminal)).toEqual(empty);
    expect(await db().findOneByOrFail(DoorCardEntity, { communityId })).toMatchObject({ endedWhy: 'left' });
  });

  it('waits for a terminal that is cut off, says so, and is gone within the minute of its return', async () => {
    const { block, card, terminal, doors, number } = await makeOpen();
    terminal.setFaults({ offline: true });
    await block(card.id);
    await passes(300);
    expect(await doors()).toMatchObject({ words: ['还有 1 处没有删完'], tone: 'bad' });
    expect((await doors())?.copies[0]?.words).toMatch(/^机器(断网|没有回话)，一恢复就删$/);
    expect(await terminal.swipe(number)).toMatchObject({ opened: true });
    terminal.calm();
    await passes(60);
    expect(terminal.memory.cards).toEqual({});
  });

  it('is not believed gone on the terminal’s word alone', async () => {
    const { block, card, terminal, doors } = await makeOpen();
    terminal.setFaults({ keepsCards: true });
    await block(card.id);
    await passes(60);
    expect(await doors()).toMatchObject({ copies: [{ state: 'leaving' }] });
    terminal.calm();
    await passes(60);
    expect(heldBy(terminal)).toEqual(empty);
    expect((await doors())?.copies).toEqual([]);
  });

  it('is not undone by a card that was just on its way to the terminal', async () => {
    const { issue, block, terminal, communityId, device } = await makeHome();
    const card = await issue(freshNumber());
    terminal.setFaults({ slowMs: 300 });
    const sending = server.drain();
    await until(() => Object.keys(terminal.memory.people).length > 0);
    await block(card.id);
    await expect(syncCards(server.deps, { communityId, deviceId: device.id })).rejects.toThrow(/another worker/);
    await sending;
    terminal.calm();
    await passes(60);
    expect(heldBy(terminal)).toEqual(empty);
    expect(await db().findOneByOrFail(DoorCardCopyEntity, { communityId })).toMatchObject({ state: 'gone' });
  });

  it('given to somebody else meanwhile is theirs, and the first one’s end does not take it from them', async () => {
    const { block, card, terminal, issue, number, communityId, kept } = await makeOpen();
    const neighbour = await makeHouse(server, communityId, '3栋2单元1103', [{ name: '赵敏', role: 'owner' }]);
    terminal.setFaults({ offline: true });
    await block(card.id);
    await passes(30);
    await issue(number, true, neighbour);
    terminal.calm();
    await passes(90);
    expect(Object.keys(terminal.memory.cards)).toEqual([number]);
    expect(await terminal.swipe(number)).toEqual({ opened: true, name: '赵*' });
    expect(await kept()).toMatchObject([{ who: '赵敏', houseId: neighbour, flag: null }]);
  });

  it('loses nothing to a lost timer: the hourly sweep sets the watch again', async () => {
    const { communityId, houseId, terminal } = await makeOpen();
    await inTransaction(server.deps.db, async (tx) => {
      await tx.query('DELETE FROM timer WHERE topic = ?', ['doorcard.watch']);
      await replaceOwners(server.deps, tx, { communityId, houseId }, [{ name: '王强', phone: null }]);
    });
    await passes(60);
    expect(Object.keys(terminal.memory.cards)).toHaveLength(1);
    await doorCardSweep(server.deps);
    await passes(60);
    expect(terminal.memory.cards).toEqual({});
  });
});

it('a face and a card of one person come and go by themselves', async () => {
  const face = await makeFaceHome(server);
  const { issue, block, terminal, communityId } = await makeHome(face);
  await face.agree();
  await upload(server, face.host.token, await facePhoto(), {
    path: `/houses/${face.host.houseId}/face/photo`,
    key: newKey(),
  });
  const card = await issue(freshNumber());
  await passes(30);
  expect([Object.keys(terminal.memory.people).length, Object.keys(terminal.memory.cards).length]).toEqual([2, 1]);
  await face.withdraw();
  await passes(30);
  expect(Object.values(terminal.memory.people)).toEqual([{ name: '吴**', faceBytes: null }]);
  expect(Object.keys(terminal.memory.cards)).toHaveLength(1);
  await block(card.id);
  await passes(30);
  expect(heldBy(terminal)).toEqual(empty);
  expect(await db().countBy(DoorCardEntity, { communityId })).toBe(1);
});
