import type { Page } from 'playwright-core';
import { listOwnRepairs } from 'shared-types/repair';
import { type LoopStage, monday, openLoop, type Person, shift } from './loopStage.js';
import { chaptersOf, choose, enterAs, see, seen, tap, unseen, write } from './people.js';
import { desk, needBuilt, phone, photo, shot } from './stage.js';

const dialect = '唔该，𨋢门夹住阿婆只手，痛到喊，快啲嚟';
const said = '厨房水管接头松了，一直在滴，桶接了半桶了';

let loop: LoopStage;
let lin: Page;
let kefu: Page;
let zhou: Page;
let liftMan: Person;
let plumber: Person;

beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html', 'miniprogram/dist/h5/index.html');
  loop = await openLoop({ perception: true });
  const shifts = [shift(monday, 8, 22)];
  const li = await loop.staff('customer-service', '李晓梅', 'customer-service');
  plumber = await loop.worker('周建国', ['plumber'], { shifts });
  liftMan = await loop.worker('吴强', ['lift-technician'], {
    shifts,
    certificates: [{ kind: 'lift', number: 'T440100017', validUntil: '2027-12-31' }],
  });
  lin = await loop.stage.device(phone);
  [kefu, zhou] = [await loop.screen(li, desk), await loop.screen(plumber, phone)];
}, 240_000);
afterAll(() => loop?.stage.close());
afterEach(() => expect(loop.stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ lin, kefu, zhou }));
const to = (page: Page, hash: string): Promise<unknown> => page.goto(`${loop.stage.origin}/staff/#${hash}`);
const provider = () => loop.stage.simulators.control.perception;
const latest = async (): Promise<string> => {
  const { token } = await loop.owner();
  const { items } = await loop.stage.client(token)(listOwnRepairs, { query: {} });
  return items[0]?.id ?? '';
};
const startReport = async (): Promise<void> => {
  await lin.goto(`${loop.stage.origin}/owner/`);
  await tap(lin, /^报修/);
  await see(lin, '什么事');
};

describe('what people say, however they say it', () => {
  chapter('a cry in dialect is heard as the emergency it is, and goes to the one who may mend lifts', async () => {
    await enterAs(lin, loop.stage, '林娜');
    await tap(lin, '用手机号找到我的房子');
    await tap(lin, '用微信手机号');
    await tap(lin, '回首页');
    await tap(lin, /^报修/);
    await write(lin, '哪里坏了？', dialect);
    await see(lin, '电梯', '听起来像急事：夹人。马上按加急办，不是的话点掉');
    await shot(lin, '180-dialect', { whole: true });
    await tap(lin, '马上报上去');
    await see(lin, '报上去了');
    expect(await loop.holder(await latest())).toBe(liftMan.name);
  });

  chapter('what she says is written down, corrected by her, and typed; the worker plays the original', async () => {
    provider().perform({ words: said });
    await startReport();
    await tap(lin, '点一下开始说');
    await see(lin, /正在听 2 秒/);
    await tap(lin, '说完了');
    await see(lin, '上面是听出来的字，不对就改；录音会一起交给师傅', '给水管道');
    await write(lin, '哪里坏了？', `${said}，柜子也湿了`);
    await see(lin, /把握 \d+%/);
    await shot(lin, '181-spoken', { whole: true });
    await tap(lin, '报上去');
    await see(lin, '报上去了');
    const id = await latest();
    expect(await loop.holder(id)).toBe(plumber.name);

    await to(kefu, `/requests/${id}`);
    await see(kefu, '业主说的，由语音转成字，以录音为准', `机器听成：“${said}”，以录音为准`);
    await kefu
      .getByRole('region', { name: '业主的话' })
      .getByRole('button', { name: /^播放录音/ })
      .click();
    await kefu.getByRole('button', { name: /^暂停/ }).first().waitFor();
    await shot(kefu, '182-spoken-at-the-desk');
    await to(zhou, '/orders');
    await seen(zhou, /给水管道/).click();
    await tap(zhou, '原话');
    await see(zhou, '业主说的，由语音转成字，以录音为准', `${said}，柜子也湿了`);
    await zhou.getByRole('button', { name: /^播放录音/ }).click();
    await zhou.getByRole('button', { name: /^暂停/ }).waitFor();
    await shot(zhou, '183-spoken-in-the-hand');
  });

  chapter('a picture suggests what it is: taken with one tap, or left to the desk, which sees it too', async () => {
    provider().perform({ shows: 'windows:0.81,masonry:0.1' });
    await startReport();
    await choose(lin, '拍一张', [await photo('window.jpg', '#7f93a8')]);
    await see(lin, '照片里看着像：门窗五金（把握 81%）');
    await shot(lin, '184-picture', { whole: true });
    await tap(lin, '就是这个');
    await unseen(lin, /照片里看着像/);
    await see(lin, '门窗五金');
    await tap(lin, '不报了，清掉');
    await tap(lin, '清掉');

    await choose(lin, '拍一张', [await photo('window2.jpg', '#7f93a9')]);
    await see(lin, /照片里看着像/);
    await tap(lin, '不是');
    await unseen(lin, /照片里看着像/);
    await lin.getByRole('radio', { name: '让物业来定' }).filter({ visible: true }).click();
    await tap(lin, '报上去');
    await see(lin, '报上去了');
    await to(kefu, `/requests/${await latest()}`);
    await see(kefu, /照片里看着像：门窗五金 81%/);
    await tap(kefu, '定类型');
    const ask = kefu.getByRole('dialog', { name: '这是什么事，急不急' });
    await ask.getByLabel('问题类型').selectOption({ label: '墙地砖与公共设施破损' });
    await shot(kefu, '185-picture-at-the-desk');
    await ask.getByRole('button', { name: '定类型' }).click();
    await see(kefu, '定好了');
  });

  chapter('without an answer of the provider the recording itself arrives', async () => {
    provider().outages.add({ api: '*', kind: 'error', times: null });
    await startReport();
    await tap(lin, '点一下开始说');
    await see(lin, /正在听 2 秒/);
    await tap(lin, '说完了');
    await see(lin, '物业看了、听了再定类型，不耽误派人');
    await tap(lin, '报上去');
    await see(lin, '报上去了');
    await to(kefu, `/requests/${await latest()}`);
    await kefu
      .getByRole('region', { name: '业主的话' })
      .getByRole('button', { name: /^播放录音/ })
      .waitFor();
    await see(kefu, '没有写字');
  });
});
