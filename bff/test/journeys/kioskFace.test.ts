import type { Page } from 'playwright-core';
import { newKey } from 'shared-types/client';
import { agreeToKioskFace, giveFaceConsent } from 'shared-types/face';
import { issueKioskCode, registerKiosk } from 'shared-types/kiosk';
import { listOwnOrders } from 'shared-types/workorder';
import { syncWorker } from '../../src/features/dispatch/dispatch.door.js';
import { makeGate } from '../factories/access.js';
import { makeCommunity, makeOwner, makeStaff, testPassword } from '../factories/community.js';
import { facePhoto, makeTerminal } from '../factories/faces.js';
import { standing } from './kioskHands.js';
import { chaptersOf, choose, enterAs, see, signIn, tap, until } from './people.js';
import { needBuilt, openStage, phone, type Stage, shot } from './stage.js';

const hourMs = 3_600_000;

let stage: Stage;
let lin: Page;
let office: Page;
let worker: Page;
let kiosk: Page;
let beside: Awaited<ReturnType<typeof makeTerminal>>;
let code = '';
let houses: { id: string }[] = [];
let owner = { token: '' };
let hands = { id: '', username: '', token: '' };
let community = { id: '' };

beforeAll(async () => {
  needBuilt('miniprogram/dist/h5/index.html', 'admin-h5/dist/staff/index.html', 'admin-h5/dist/kiosk/index.html');
  stage = await openStage();
  const { deps } = stage.community;
  const made = await makeCommunity(deps);
  community = made;
  houses = made.houses;
  const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
  owner = await makeOwner(deps, made.id, made.houses.slice(0, 2), { openid, name: '林娜' });
  const where = { deps, origin: stage.origin, simulators: stage.simulators };
  const gate = await makeGate(where, made.id, '北门');
  await makeTerminal(where, made.id, gate.groupId);
  beside = await makeTerminal(where, made.id, null, '服务驿站人脸机');
  const manager = await makeStaff(deps, made.id, 'manager', { name: '孙经理', department: 'management' });
  const at = deps.clock.now().getTime();
  const shifts = [{ startsAt: new Date(at - hourMs), endsAt: new Date(at + 8 * hourMs) }];
  hands = await makeStaff(deps, made.id, 'engineer', {
    ...{ name: '高远', skills: ['plumber'], department: 'engineering', shifts },
  });
  await syncWorker(deps, made.id, hands.id);
  const client = stage.client(manager.token, made.id);
  const body = { name: '1号机', place: '服务驿站大厅' };
  const { id } = await client(registerKiosk, { body, idempotencyKey: newKey() });
  code = (await client(issueKioskCode, { params: { id }, body: {} })).code;
  [lin, office, worker, kiosk] = (await Promise.all(
    [phone, phone, phone, standing].map((size) => stage.device(size)),
  )) as [Page, Page, Page, Page];
  await signIn(office, stage, manager.username, testPassword);
  await signIn(worker, stage, hands.username, testPassword);
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin, office, worker, kiosk }));
const people = () => Object.keys(beside.terminal.memory.people);

describe('a face at the kiosk, in the browser', () => {
  chapter('the manager puts a terminal beside the machine, which is enrolled', async () => {
    await see(office, '现场');
    await office.goto(`${stage.origin}/staff/#/kiosks`);
    await see(office, '1号机');
    await tap(office, '人脸机');
    await office.getByRole('dialog').getByLabel('人脸机').selectOption({ label: '服务驿站人脸机' });
    await shot(office, '170-kiosk-terminal');
    await office.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await see(office, '旁边的人脸机：服务驿站人脸机');
    await shot(office, '171-kiosk-terminal-stands');
    await kiosk.goto(`${stage.origin}/kiosk/`);
    await tap(kiosk, '登记这台机器');
    await kiosk.getByLabel('管理员给的登记码').fill(code);
    await kiosk.getByRole('button', { name: '登记', exact: true }).click();
    await see(kiosk, '刷卡、刷脸报修', '办别的事');
    await shot(kiosk, '172-kiosk-alone-face');
  });

  chapter('林娜 agrees to doors, and to the kiosk by itself', async () => {
    await enterAs(lin, stage, '林娜');
    await lin.goto(`${stage.origin}/owner/#/features/face/pages/face/index?house=${houses[0]?.id}`);
    await tap(lin, '我看过了，同意');
    await see(lin, '自助机刷脸报修', '第 1 版，单独同意');
    await choose(lin, '从相册选', [{ name: '我.jpg', mimeType: 'image/jpeg', buffer: await facePhoto() }]);
    await see(lin, '能刷脸了');
    expect(people()).toEqual([]);
    await lin.getByText('自助机刷脸报修').filter({ visible: true }).scrollIntoViewIfNeeded();
    await shot(lin, '173-face-kiosk-agreement', { whole: true });
    await tap(lin, '我看过了，同意在自助机刷脸');
    await see(lin, '不在自助机刷脸了');
    await until(async () => people().length === 1);
    await shot(lin, '174-face-kiosk-agreed', { whole: true });
  });

  chapter('she looks into it: the machine greets her, she reports, and the worker has it', async () => {
    await kiosk.getByRole('button', { name: /^刷卡、刷脸报修/ }).click();
    await see(kiosk, '请刷业主卡，或者刷脸');
    await shot(kiosk, '175-kiosk-card-or-face');
    const lookedAt = Date.now();
    await beside.terminal.show(people()[0] ?? '');
    await see(kiosk, '什么坏了？', /林\*，您好.*1栋1单元101/);
    expect(Date.now() - lookedAt).toBeLessThan(10_000);
    await shot(kiosk, '176-kiosk-by-face');
    await kiosk.getByRole('button', { name: '给水管道' }).click();
    await tap(kiosk, '厨房');
    await tap(kiosk, '报上去');
    await see(kiosk, '报上去了', /^0001 号$/);
    const orders = stage.client(hands.token, community.id);
    await until(async () => (await orders(listOwnOrders, { query: {} })).items.length === 1);
    await worker.goto(`${stage.origin}/staff/#/orders`);
    await see(worker, /1栋1单元101/);
    await shot(worker, '177-face-worker');
    await tap(kiosk, '好了');
    await see(kiosk, '刷卡、刷脸报修');
    expect(await kiosk.locator('body').innerText()).not.toContain('林');
    expect(String(await kiosk.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])'))).not.toContain(
      '林',
    );
  });

  chapter('with two houses she is asked which; after a minute of nothing the screen forgets', async () => {
    const call = stage.client(owner.token);
    const params = { id: houses[1]?.id ?? '' };
    await call(giveFaceConsent, { params, body: { version: 1 }, idempotencyKey: newKey() });
    await call(agreeToKioskFace, { params, body: { version: 1 }, idempotencyKey: newKey() });
    await beside.terminal.show(people()[0] ?? '');
    await see(kiosk, '是哪一家的事？', '林*，您好', '1栋1单元101', '1栋1单元102');
    await shot(kiosk, '178-kiosk-face-which');
    await tap(kiosk, '1栋1单元102');
    await see(kiosk, '什么坏了？', /1栋1单元102/);
    await tap(kiosk, '返回');
    await see(kiosk, '刷卡、刷脸报修');
  });

  chapter('she takes it back: the terminal forgets her, the door does not', async () => {
    await tap(lin, '不在自助机刷脸了');
    await see(lin, /开门不受影响/);
    await shot(lin, '179-face-kiosk-withdraw');
    await tap(lin, '不在自助机刷脸了');
    await see(lin, '我看过了，同意在自助机刷脸');
    await until(async () => people().length === 0);
    await see(kiosk, '刷卡、刷脸报修');
  });
});
