import type { Page } from 'playwright-core';
import { newKey } from 'shared-types/client';
import { enrolKiosk, issueKioskCode, registerKiosk } from 'shared-types/kiosk';
import { createAnnouncement, publishAnnouncement } from 'shared-types/staffAnnouncement';
import { makeCommunity, makeStaff, type TestCommunity, testPassword } from '../factories/community.js';
import { barriersAt, standing } from './kioskPeople.js';
import { see, signIn, tap, until } from './people.js';
import { desk, needBuilt, openStage, phone, type Stage, shot } from './stage.js';

let stage: Stage;

beforeAll(async () => {
  needBuilt('admin-h5/dist/kiosk/index.html', 'admin-h5/dist/staff/index.html');
  stage = await openStage();
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

/** What the page let be heard: recordings by their address, tones, and words in the browser's voice. */
const listen = `
  window.heard = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () { window.heard.push('recording ' + this.src); return play.call(this); };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) { window.heard.push('tone'); return start.call(this, at); };
`;
/** A browser that speaks Chinese by itself. */
const chinese = `
  speechSynthesis.getVoices = () => [{ lang: 'zh-CN', name: 'Tingting' }];
  speechSynthesis.speak = ({ text }) => window.heard.push('voice ' + text);
  Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', { set() {}, get: () => null });
`;
const heard = async (page: Page): Promise<string[]> => (await page.evaluate('window.heard.splice(0)')) as string[];

const machineAt = async (community: TestCommunity, manager: { token: string }, more = ''): Promise<Page> => {
  const call = stage.client(manager.token, community.id);
  const { id } = await call(registerKiosk, { body: { name: '1号机', place: '大厅' }, idempotencyKey: newKey() });
  const { code } = await call(issueKioskCode, { params: { id }, body: {} });
  const { token } = await stage.client(null)(enrolKiosk, { body: { code } });
  const page = await stage.device(standing);
  await page.addInitScript(`localStorage.setItem('anju-kiosk-machine', '${token}'); ${listen} ${more}`);
  await page.goto(`${stage.origin}/kiosk/`);
  await see(page, '刷卡报修');
  return page;
};

const openCard = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^刷卡报修/ }).click();
  await see(page, '请刷业主卡');
};
const fetched = (page: Page): Promise<void> =>
  until(
    async () =>
      (await page.evaluate('caches.open("anju-kiosk-prompts").then((c) => c.keys()).then((k) => k.length)')) === 1,
  );

describe('the voice of the machine', () => {
  it('is recorded at a desk, heard where the browser speaks no Chinese, also without a network, and gone when deleted', async () => {
    const { deps } = stage.community;
    const community = await makeCommunity(deps);
    const manager = await makeStaff(deps, community.id, 'manager', { name: '陈静' });
    const office = await stage.device(desk);
    await signIn(office, stage, manager.username, testPassword);
    await see(office, '陈静');
    await office.goto(`${stage.origin}/staff/#/kiosks`);
    await office.getByRole('link', { name: '提示语录音' }).click();
    await see(office, /录好 0 句，共 \d+ 句/, '请刷业主卡', '还没有录');
    await office.getByRole('button', { name: '录音 请刷业主卡', exact: true }).click();
    await see(office, /说完了（还有 1[78] 秒）/);
    await office.getByRole('button', { name: /说完了.* 请刷业主卡$/ }).click();
    await see(office, /录好 1 句/, /陈静 .* 录的/);
    await shot(office, '220-kiosk-voice');
    await office.setViewportSize(phone);
    await shot(office, '220-kiosk-voice');
    await office.setViewportSize(desk);

    const page = await machineAt(community, manager);
    await fetched(page);
    await openCard(page);
    expect(await heard(page)).toEqual([expect.stringMatching(/^recording blob:/)]);
    await tap(page, '返回');

    // The network goes, and with it nothing of the voice; the page itself is still there.
    await page.route('**/api/**', (route) => route.abort('internetdisconnected'));
    await openCard(page);
    expect(await heard(page)).toEqual([expect.stringMatching(/^recording blob:/)]);
    await page.unroute('**/api/**');

    await office.getByRole('button', { name: '删掉 请刷业主卡' }).click();
    await office.getByRole('dialog').getByRole('button', { name: '删掉' }).click();
    await see(office, /录好 0 句/);
    await page.reload();
    await see(page, '刷卡报修');
    await until(
      async () =>
        (await page.evaluate('caches.open("anju-kiosk-prompts").then((c) => c.keys()).then((k) => k.length)')) === 0,
    );
    await openCard(page);
    expect(await heard(page)).toEqual([]);
  }, 240_000);

  it('is the browser’s own where it speaks Chinese, unless the property would rather have its own', async () => {
    const { deps } = stage.community;
    const community = await makeCommunity(deps);
    const manager = await makeStaff(deps, community.id, 'manager', { name: '陈静' });
    const office = await stage.device(desk);
    await signIn(office, stage, manager.username, testPassword);
    await see(office, '陈静');
    await office.goto(`${stage.origin}/staff/#/kiosks/voice`);
    await office.getByRole('button', { name: '录音 请刷业主卡', exact: true }).click();
    await see(office, /说完了（还有 1[78] 秒）/);
    await office.getByRole('button', { name: /说完了.* 请刷业主卡$/ }).click();
    await see(office, /录好 1 句/);
    const page = await machineAt(community, manager, chinese);
    await fetched(page);
    await openCard(page);
    expect(await heard(page)).toEqual(['voice 请刷业主卡']);
    await office.getByLabel('有录音就先放录音').check();
    await see(office, '存好了');
    await page.reload();
    await see(page, '刷卡报修');
    await until(async () => {
      await openCard(page);
      const [first = ''] = await heard(page);
      await tap(page, '返回');
      return first.startsWith('recording blob:');
    });
    expect(await office.getByLabel('有录音就先放录音').isChecked()).toBe(true);
  }, 240_000);

  it('an emergency rings at a machine at which nobody stands, again and again until somebody has seen it', async () => {
    const { deps } = stage.community;
    const community = await makeCommunity(deps);
    const manager = await makeStaff(deps, community.id, 'manager', { name: '陈静' });
    const page = await machineAt(community, manager);
    const call = stage.client(manager.token, community.id);
    const { id, version } = await call(createAnnouncement, {
      body: {
        ...{ kind: 'emergency', title: '燃气泄漏，请马上开窗', html: '<p>不要开关电器。</p>', fileIds: [] },
        ...{ pinned: false, outage: null },
        audience: { roles: ['owner'], staff: false, buildingIds: [], unitIds: [], houseIds: [] },
      },
      idempotencyKey: newKey(),
    });
    await call(publishAnnouncement, { params: { id }, body: { version }, idempotencyKey: newKey() });
    await see(page, '燃气泄漏，请马上开窗');
    expect(await heard(page)).toEqual(['tone', 'tone', 'tone']);
    expect(await barriersAt(page)).toEqual([]);
    await shot(page, '221-kiosk-emergency');
    await until(async () => (await heard(page)).includes('tone'));
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await heard(page);
    await page.waitForTimeout(21_000);
    expect(await heard(page)).toEqual([]);
  }, 240_000);
});
