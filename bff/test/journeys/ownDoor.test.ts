import { createPublicKey } from 'node:crypto';
import jsQR from 'jsqr';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { serveWeapp, type WeappServer } from '../../../tools/weapp-host/server.mjs';
import { makeGate, type TestGate } from '../factories/access.js';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity, testPassword } from '../factories/community.js';
import { chaptersOf, enterAs, see, signIn, tap, until } from './people.js';
import { desk, needBuilt, openStage, pathOf, phone, type Stage, shot } from './stage.js';

const apiBase = process.env.API_BASE || 'https://anju.example.com';

let stage: Stage;
let host: WeappServer;
let community: TestCommunity;
let gate: TestGate;
let hall: TestGate;
let lin: Page;
let weapp: Page;
let post: Page;
let office: Page;
let usernames = { guard: '', manager: '' };
let code = '';

const simulator = async (path: string, body: object): Promise<void> => {
  const answer = await fetch(`${stage.simulators.origin}/simulators/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect([path, answer.status, await answer.text()]).toEqual([path, 200, expect.any(String)]);
};

beforeAll(async () => {
  needBuilt('miniprogram/dist/h5/index.html', 'miniprogram/dist/weapp/app.json', 'admin-h5/dist/staff/index.html');
  stage = await openStage();
  const { deps, mqttUrl } = stage.community;
  community = await makeCommunity(deps);
  const [house] = community.houses;
  const { openid } = stage.simulators.control.wechat.resident('linna') ?? { openid: '' };
  await makeOwner(deps, community.id, house ? [house] : [], { openid, name: '林娜' });
  const where = { deps, origin: stage.origin };
  gate = await makeGate(where, community.id, '北门');
  hall = await makeGate(where, community.id, '1栋1单元门厅', { buildingId: community.buildingId });
  usernames = {
    guard: (await makeStaff(deps, community.id, 'guard', { name: '赵铁柱', department: 'security' })).username,
    manager: (await makeStaff(deps, community.id, 'manager', { name: '孙经理', department: 'management' })).username,
  };
  const devices = [gate, hall].map(({ device }) => ({
    ...{ communityId: device.communityId, id: device.id, code: device.code, kind: device.kind },
    ...{ name: device.name, secret: device.secret },
  }));
  const publicKey = createPublicKey(deps.keys.pass.publicKey).export({ type: 'spki', format: 'pem' });
  await simulator('devices/fleet', { broker: mqttUrl, publicKey, devices });
  await simulator('doors/fleet', { origin: stage.origin, devices });
  // A real door has hung there for a while: it holds its lists.
  for (const { code } of devices) await simulator('doors/network', { code, on: true });
  host = await serveWeapp({ dist: pathOf('miniprogram/dist/weapp'), apiOrigin: stage.origin, apiBase });
  lin = await stage.device(phone);
  weapp = await stage.device(phone);
  post = await stage.device(phone);
  office = await stage.device(desk);
}, 240_000);
afterAll(async () => {
  await host?.close();
  await stage?.close();
});
afterEach(async () => {
  expect(stage.faults()).toEqual([]);
  if (weapp.url().startsWith('http'))
    expect(await weapp.evaluate('({ errors: __sim.errors, missing: __sim.missing })')).toEqual({
      errors: [],
      missing: [],
    });
});

const chapter = chaptersOf(() => ({ lin, weapp, post, office }));

/** What the reader of a door makes of the screen; '' while nothing is shown. */
const scan = async (page: Page): Promise<string> => {
  const picture = await page.locator('.door-qr').filter({ visible: true }).screenshot();
  const { data, info } = await sharp(picture).resize(816).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data ?? '';
};

/** The next code, which comes by itself. */
const nextCode = async (page: Page): Promise<string> => {
  const before = code;
  await until(async () => {
    code = (await scan(page)) || before;
    return code !== before;
  }, 40_000);
  return code;
};

describe("an owner's own doors, in the browser", () => {
  chapter('林娜 shows the code of her phone, and the gate opens', async () => {
    await enterAs(lin, stage, '林娜');
    await lin.getByRole('link', { name: '开门', exact: true }).filter({ visible: true }).first().click();
    await see(
      lin,
      '对准门口的读头',
      '北门、1栋1单元门厅',
      /手机没有网也能用，到/,
      '每个码只能用一次，截图给别人没有用',
    );
    // A browser has no Bluetooth, and the community has not allowed opening from afar: no button, and why.
    await see(lin, '蓝牙开门要在微信小程序里用，浏览器里用不了蓝牙', '本小区没有开放远程开门');
    expect(await lin.getByRole('button', { name: '蓝牙开门' }).count()).toBe(0);
    await shot(lin, '130-door', { whole: true });
    code = await scan(lin);
    expect(code).toMatch(/^AO:/);
    expect(await gate.controller.present({ code })).toMatchObject({ admit: true, alone: false, name: '林娜' });
    await see(lin, /^北门 开门码进门$/);
  });

  chapter('a picture of it that is passed on opens nothing, and she sees that somebody tried', async () => {
    await gate.controller.sync();
    expect(await gate.controller.present({ code })).toMatchObject({ admit: false, reason: 'used' });
    await gate.controller.sync();
    await see(lin, '北门 开门码进门没有放行：这个码用过了，等下一个');
  });

  chapter(
    'her phone and the gate are both without a network: the next code comes by itself, and opens',
    async () => {
      await lin.context().setOffline(true);
      gate.controller.cut(true);
      const fresh = await nextCode(lin);
      expect(await gate.controller.present({ code: fresh })).toMatchObject({ admit: true, alone: true });
      expect(await gate.controller.present({ code: fresh })).toMatchObject({ admit: false, reason: 'used' });
      await lin.getByRole('button', { name: '返回' }).filter({ visible: true }).click();
      await lin.getByRole('link', { name: '开门', exact: true }).filter({ visible: true }).first().click();
      await see(lin, /手机现在没有网，码还能用到/);
      expect(await scan(lin)).toMatch(/^AO:/);
      await shot(lin, '131-door-offline', { whole: true });
      await lin.context().setOffline(false);
      gate.controller.cut(false);
      expect(await gate.controller.sync()).toBe(true);
      await see(lin, '门口断网，后来补记的');
    },
    120_000,
  );

  chapter('the guard sees how each door was opened', async () => {
    await signIn(post, stage, usernames.guard, testPassword);
    await post.goto(`${stage.origin}/staff/#/gate?view=passages`);
    await see(post, '林娜', '开门码进门', '1栋1单元101', '断网后补记');
    await shot(post, '132-gate-own-passages');
  });

  chapter('the manager allows opening from afar: it asks first, and says whether the door opened', async () => {
    await signIn(office, stage, usernames.manager, testPassword);
    await office.goto(`${stage.origin}/staff/#/policy`);
    const card = office.getByRole('region', { name: '业主自己开门' });
    await card.getByText('业主可以远程开自己家的门').click();
    await card.scrollIntoViewIfNeeded();
    await shot(office, '133-rule-remote');
    await tap(office, '看看改了会怎样');
    const ask = office.getByRole('dialog', { name: '看看改了会怎样' });
    await ask.getByLabel('为什么改').fill('业委会同意');
    await see(office, /业主开门：可以远程开/);
    await ask.getByRole('button', { name: '就这么改' }).click();
    await see(office, '新规则用上了');
    await lin.reload();
    await lin.getByRole('button', { name: '远程开北门' }).filter({ visible: true }).click();
    await see(lin, '现在打开北门？请先确认门口是您要放进来的人。');
    await shot(lin, '134-door-remote');
    await lin.getByRole('dialog').getByRole('button', { name: '远程开', exact: true }).click();
    await see(lin, /^北门 远程开门$/);
    await shot(lin, '135-door-remote-done', { whole: true });
  });

  chapter('in large type it is the same, larger', async () => {
    await lin.goto(`${stage.origin}/owner/#/tabs/me/index`);
    await lin.getByRole('switch', { name: '大字版' }).filter({ visible: true }).click();
    await lin.goto(`${stage.origin}/owner/#/tabs/home/index`);
    await see(lin, '开门');
    await shot(lin, '136-home-elderly', { whole: true });
    await tap(lin, '开门');
    await see(lin, '对准门口的读头');
    await shot(lin, '137-door-elderly', { whole: true });
  });
});

describe('by Bluetooth, on the weapp build itself', () => {
  const press = (words: string): Promise<void> =>
    weapp.getByText(words, { exact: true }).filter({ visible: true }).last().click();
  const radio = (script: string): Promise<unknown> => weapp.evaluate(`Object.assign(__sim.bluetooth, ${script})`);

  chapter('she stands at the gate and presses: the nearest of her doors opens, in pieces of 20 bytes', async () => {
    await weapp.goto(host.address({ resident: 'linna', page: 'features/access/pages/door/index' }));
    await see(weapp, '对准门口的读头', '北门、1栋1单元门厅', '蓝牙开门');
    await radio("{ nearest: '1栋1单元门厅' }");
    await press('蓝牙开门');
    await see(weapp, '1栋1单元门厅开了', /^1栋1单元门厅 蓝牙进门$/);
    await shot(weapp, '138-weapp-bluetooth');
    const writes = (await weapp.evaluate('__sim.bluetooth.writes')) as number[];
    expect(Math.max(...writes)).toBe(20);
    expect(writes.length).toBeGreaterThan(5);
    expect(Math.max(...((await weapp.evaluate('__sim.setData')) as number[]))).toBeLessThanOrEqual(8 * 1024);
  });

  chapter('pieces are lost on the air: it opens all the same', async () => {
    await radio("{ nearest: '北门', lose: 2 }");
    await press('蓝牙开门');
    await see(weapp, '北门开了', /^北门 蓝牙进门$/);
  });

  chapter(
    'what goes wrong is said in plain words',
    async () => {
      const fails = async (words: string): Promise<void> => {
        await press('蓝牙开门');
        await see(weapp, words);
      };
      await radio('{ on: false }');
      await fails('手机的蓝牙没开，请到手机设置里打开再试');
      await shot(weapp, '139-weapp-bluetooth-off');
      await radio('{ on: true, location: false }');
      await fails('安卓手机要打开定位，才找得到门');
      await radio('{ location: true }');
      await weapp.evaluate('__sim.refused.bluetooth = true');
      await fails('微信还不能用蓝牙，请在右上角“…”的设置里允许');
      await weapp.evaluate('__sim.refused.bluetooth = false');
      await simulator('doors/air', { code: gate.device.code, state: 'stuck' });
      await fails('北门卡住了，请用另一个门，并告诉门岗');
      await simulator('doors/air', { code: gate.device.code, state: 'silent' });
      await fails('北门没有回应，请靠近再按一次');
      for (const { device } of [gate, hall]) await simulator('doors/air', { code: device.code, state: 'away' });
      await fails('身边没有找到您家的门，请靠近门再按一次');
      for (const { device } of [gate, hall]) await simulator('doors/air', { code: device.code, state: 'near' });
      await weapp.evaluate('__sim.setOnline(false)');
      await fails('手机没有网，蓝牙开门要联网，请用上面的开门码');
      await weapp.evaluate('__sim.setOnline(true)');
    },
    120_000,
  );

  chapter(
    'who has moved out opens nothing any more, within a minute',
    async () => {
      await stage.community.deps.db.source.manager.query(
        "UPDATE binding SET status = 'ended' WHERE community_id = ? AND status = 'active'",
        [community.id],
      );
      await press('蓝牙开门');
      await see(weapp, '没有找到这套房子，可能已经变了，请返回刷新再看。');
      const kept = await scan(weapp);
      expect(await hall.controller.present({ code: kept })).toMatchObject({ admit: false, reason: 'revoked' });
      await hall.controller.sync();
      hall.controller.cut(true);
      expect(await hall.controller.present({ code: await nextCode(weapp) })).toMatchObject({ reason: 'revoked' });
      await weapp.goto(host.address({ resident: 'linna', page: 'features/access/pages/door/index' }));
      await see(weapp, '还没有绑定房子');
      await shot(weapp, '140-weapp-moved-out');
    },
    120_000,
  );
});
