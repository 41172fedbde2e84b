import type { Page } from 'playwright-core';
import { createFirstAdministrator } from '../../src/features/identity/identity.door.js';
import { changeFirst, chaptersOf, choose, enterAs, see, seen, signIn, step, tap, unseen, write } from './people.js';
import { desk, needBuilt, openStage, pathOf, phone, photo, type Stage, shot } from './stage.js';

const ledger = pathOf('bff/seed/阳光花园房产台账.xlsx');
const houseOfLin = '1栋1单元101';
const words = '灶台边湿了一片，还在变大';

let stage: Stage;
let admin: Page;
let kefu: Page;
let zhou: Page;
let zhao: Page;
let lin: Page;
const firstPasswords: Record<string, string> = {};
let placeCode = '';

beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html', 'miniprogram/dist/h5/index.html');
  stage = await openStage();
  [admin, kefu, zhou, zhao, lin] = (await Promise.all(
    [desk, desk, phone, phone, phone].map((size) => stage.device(size)),
  )) as [Page, Page, Page, Page, Page];
}, 240_000);
afterAll(() => stage?.close());
afterEach(() => expect(stage.faults()).toEqual([]));

const chapter = chaptersOf(() => ({ admin, kefu, zhou, zhao, lin }));

const to = (page: Page, hash: string): Promise<unknown> => page.goto(`${stage.origin}/staff/#${hash}`);

/** A new member of staff, with the first password that is shown once. */
const addMember = async (name: string, username: string, department: string, role: string, skill?: string) => {
  await tap(admin, '新增员工');
  const form = admin.getByRole('dialog', { name: '新增员工' });
  await form.getByLabel('姓名').fill(name);
  await form.getByLabel('账号').fill(username);
  await form.getByLabel('电话').fill('13900000000');
  await form.getByLabel('部门').selectOption({ label: department });
  await form.getByRole('button', { name: role, exact: true }).click();
  if (skill) await form.getByRole('button', { name: skill, exact: true }).click();
  await form.getByRole('button', { name: '保存' }).click();
  const secret = admin.getByRole('dialog', { name: '初始密码只显示这一次' });
  await secret.waitFor();
  firstPasswords[username] = await secret.locator('b.num').innerText();
  await secret.getByRole('button', { name: '我记下了' }).click();
  await see(admin, name);
};

const upload = async (): Promise<void> => {
  await to(kefu, '/imports');
  await kefu.getByLabel('选一个台账文件').setInputFiles(ledger);
  await see(kefu, /还有 \d+ 行有疑点/);
};

const setRestAside = async (): Promise<void> => {
  await tap(kefu, '剩下的都先放一边');
  await kefu.getByRole('dialog').getByRole('button', { name: '剩下的都先放一边' }).click();
  await unseen(kefu, /还有 \d+ 行疑点/);
};

const row = (page: Page, number: number) => page.getByRole('form', { name: `房产台账 第 ${number} 行` });

describe('the whole story, from an empty machine to five stars', () => {
  chapter(
    'the administrator of a new machine changes the first password and brings in two colleagues',
    async () => {
      const { firstPassword } = await createFirstAdministrator(stage.community.deps, {
        communityName: '阳光花园',
        name: '苏敏',
        username: 'sumin',
      });
      await signIn(admin, stage, 'sumin', firstPassword);
      await shot(admin, '01-first-password');
      await changeFirst(admin, firstPassword, 'quiet-lake-at-dawn-7');
      await admin.getByRole('navigation').getByText('人员').click();
      await addMember('李晓梅', 'lixiaomei', '客服部', '客服');
      await addMember('周建国', 'zhoujianguo', '工程部', '工程师傅', '水工');
      await shot(admin, '02-team');
      await signIn(kefu, stage, 'lixiaomei', firstPasswords.lixiaomei ?? '');
      await changeFirst(kefu, firstPasswords.lixiaomei ?? '', 'warm-bread-on-table-3');
      await see(kefu, '阳光花园 现场');
      await signIn(zhou, stage, 'zhoujianguo', firstPasswords.zhoujianguo ?? '');
      await changeFirst(zhou, firstPasswords.zhoujianguo ?? '', 'copper-pipe-and-rain-5');
      await see(zhou, '手上没有工单。派给您的活会出现在这里。');
    },
    90_000,
  );

  chapter(
    'customer service imports the office ledger: the guess is corrected, doubts are mended, all or nothing',
    async () => {
      await to(kefu, '/imports');
      await see(kefu, '还没有导入过。选一个台账文件，先看看会怎么变。');
      await upload();
      await see(kefu, '面积是负数', /没有业主姓名/, '没有楼栋');
      await shot(kefu, '03-import-doubts');

      await kefu.getByRole('button', { name: '1 核对列' }).click();
      const layout = kefu.getByLabel('“户型”这一列是');
      expect(await layout.locator('option:checked').innerText()).toBe('户型');
      await shot(kefu, '04-import-columns');
      await layout.selectOption({ label: '备注' });
      await tap(kefu, '按改的列重新读');
      await see(kefu, '重新读好了');
      await kefu.getByLabel('“户型”这一列是').selectOption({ label: '户型' });
      await tap(kefu, '按改的列重新读');
      await kefu.getByRole('button', { name: '按改的列重新读', disabled: true }).waitFor();

      await kefu.getByRole('button', { name: /^2 看疑点/ }).click();
      const before = Number((await seen(kefu, /还有 \d+ 行有疑点/).innerText()).match(/\d+/)?.[0]);
      await row(kefu, 103).getByLabel('面积').fill('89.5');
      await row(kefu, 103).getByRole('button', { name: '改好了，再看看' }).click();
      await row(kefu, 103).waitFor({ state: 'detached' });
      await row(kefu, 14).getByRole('button', { name: '就这样收下' }).click();
      await row(kefu, 14).waitFor({ state: 'detached' });
      await see(kefu, `还有 ${before - 2} 行有疑点。改好、照原样收下，或放一边，才能导入。`);
      await setRestAside();
      await tap(kefu, '导入');
      await see(kefu, /会新增 470 条/);
      await kefu.getByRole('dialog').getByRole('button', { name: '导入', exact: true }).click();
      await see(kefu, '新增 470 条，修改 0 条，0 条本来就一样。');
      await shot(kefu, '05-import-done');
      await seen(kefu, '去看楼盘表').click();
      await see(kefu, /310|311/);
      await shot(kefu, '06-grid');

      await upload();
      await setRestAside();
      await kefu.getByRole('button', { name: '和现在的台账一模一样，没有要导的' }).waitFor();
      await shot(kefu, '07-import-again');
    },
    90_000,
  );

  chapter(
    'a resident whom the ledger does not know applies, is refused with a reason, applies again and is let in',
    async () => {
      await enterAs(zhao, stage, '赵新');
      await shot(zhao, '08-home-no-house');
      await tap(zhao, '用手机号找到我的房子');
      await see(zhao, '手机号有什么用');
      await shot(zhao, '09-phone');
      await tap(zhao, '用微信手机号');
      await see(zhao, '手机号留好了', '物业登记里没有这个号码的房子，选一下您住哪里，物业核对后就好');
      await tap(zhao, '选我的房子');

      const apply = async (name: string, search: string): Promise<void> => {
        await write(zhao, '房号，比如 1栋101', search);
        await tap(zhao, '找一找');
        await zhao.getByRole('radio', { name: houseOfLin, exact: true }).filter({ visible: true }).click();
        await zhao.getByRole('radio', { name: '家人' }).filter({ visible: true }).click();
        await write(zhao, '和房产登记一致', name);
        await tap(zhao, '提交申请');
        await see(zhao, '申请交上去了');
        await tap(zhao, '回首页');
      };
      await apply('小赵', '1栋101');
      await see(zhao, '审核中', '物业核对以后会告诉您');
      await shot(zhao, '10-home-review');

      await to(kefu, '/bindings');
      await see(kefu, '小赵', '申请做家人', '姓名对不上');
      await shot(kefu, '11-bindings');
      await tap(kefu, `不同意 小赵 ${houseOfLin}`);
      await kefu.getByRole('dialog').getByLabel('原因').fill('请写身份证上的姓名');
      await kefu.getByRole('dialog').getByRole('button', { name: '不同意', exact: true }).click();
      await see(zhao, '没通过', '请写身份证上的姓名');
      await shot(zhao, '12-home-refused');

      await seen(zhao, '请写身份证上的姓名').click();
      await see(zhao, '绑定与申请', '原因：请写身份证上的姓名');
      await shot(zhao, '13-bindings');
      await tap(zhao, '重新申请');
      await apply('赵新', '1-1-101');
      await see(kefu, '赵新');
      await tap(kefu, `同意 赵新 ${houseOfLin}`);
      await see(kefu, '申请人和台账的姓名对不上，请先核实。');
      await kefu.getByRole('dialog').getByRole('button', { name: '同意', exact: true }).click();
      await see(zhao, /^赵新，/, `阳光花园 ${houseOfLin}`, '没有正在办的事');
    },
    90_000,
  );

  chapter(
    'an owner whom the ledger knows is matched at once, and reports an emergency',
    async () => {
      await enterAs(lin, stage, '林娜');
      await tap(lin, '用手机号找到我的房子');
      await tap(lin, '用微信手机号');
      await see(lin, '找到了，绑好 1 套房子', `阳光花园 ${houseOfLin}`);
      await tap(lin, '回首页');
      await see(lin, '没有正在办的事');
      await to(kefu, '/board');
      await see(kefu, '没有马上到点的');

      await tap(lin, /^报修/);
      await write(lin, '哪里坏了？', words);
      await choose(lin, '从相册选', [await photo('one.jpg', '#7a8b86'), await photo('two.jpg', '#b08d57')]);
      await lin
        .getByRole('button', { name: /^照片 2$/ })
        .filter({ visible: true })
        .waitFor();
      await see(lin, '还拿不准，您选一个，或者让物业来定', '是不是急事？听着像：大量漏水');
      await lin.getByRole('radio', { name: '给水管道' }).filter({ visible: true }).click();
      await lin.getByRole('checkbox', { name: '大量漏水' }).filter({ visible: true }).click();
      await lin.getByRole('radio', { name: '厨房' }).filter({ visible: true }).click();
      await lin
        .getByRole('radio', { name: /^(今天|明天)/ })
        .filter({ visible: true })
        .first()
        .click();
      await shot(lin, '14-report', { whole: true });
      await tap(lin, '马上报上去');
      await see(lin, '报上去了', '0001 号', '已按加急办，请先保证人身安全');
      await tap(lin, '有进展通知我');
      await see(lin, '好，有进展会在微信里告诉您');
      await shot(lin, '15-reported');
      await tap(lin, '看进度');
      await see(lin, words, '您报修');
      await shot(lin, '16-detail-new');
    },
    60_000,
  );

  chapter(
    'the desk sees it without a reload; nobody is on shift, so it sends the plumber by hand and says why',
    async () => {
      await see(kefu, /^加急：/);
      const card = kefu.getByRole('button', { name: new RegExp(houseOfLin) }).first();
      await card.waitFor();
      await shot(kefu, '17-board');
      await card.click();
      await see(kefu, `“${words}”`);
      await kefu.getByRole('button', { name: '第 2 张照片' }).first().waitFor();
      await see(kefu, '现在没有合适的人。下面是不能派的原因，有的可以写明原因仍然派。', '为什么没派出去');
      await seen(kefu, '不能派的人 1').click();
      await tap(kefu, '仍要派 派给周建国');
      const ask = kefu.getByRole('dialog', { name: '派给周建国' });
      await ask.getByLabel('给师傅的话').fill('先关总阀');
      await ask.getByRole('button', { name: '派给周建国', disabled: true }).waitFor();
      await ask.getByLabel('为什么不按系统的来').fill('他就在楼下，还没排班');
      await ask.getByRole('button', { name: '派给周建国' }).click();
      await see(kefu, '已经派给 周建国', '破例：没有排班', '李晓梅 手动派，他就在楼下，还没排班');
      await shot(kefu, '18-board-assigned');
      await see(lin, '派给周建国');

      await to(admin, '/houses/list?q=1-1-101');
      await admin.getByRole('row', { name: new RegExp(houseOfLin) }).click();
      await tap(admin, '看码和打印');
      await see(admin, '扫不了就手输下面的字');
      placeCode = await admin.getByRole('dialog').locator('b.num').innerText();
      await shot(admin, '19-house-code');
    },
    60_000,
  );

  chapter(
    'the worker accepts, proves the arrival, and goes on through a lost connection',
    async () => {
      const { deps } = stage.community;
      await seen(zhou, houseOfLin).click();
      await see(zhou, '派单时说：先关总阀');
      await shot(zhou, '20-order');
      await tap(zhou, '接单');
      await see(lin, '周师傅接单');
      await zhou.getByLabel('手输码上的字').fill('NOSUCHCODE');
      await tap(zhou, '签到');
      await see(zhou, '“扫码签到”没传成');
      await shot(zhou, '21-wrong-code');
      await tap(zhou, '放弃这一步');
      await zhou.getByRole('dialog').getByRole('button', { name: '放弃这一步' }).click();
      await zhou.getByLabel('手输码上的字').fill(placeCode);
      await tap(zhou, '签到');
      await see(zhou, /到场$/);
      await see(lin, '周师傅到场，扫码签到');
      await step(zhou, '修前照片', '这步做完了', [await photo('before.jpg', '#8c6d5a', 2400)]);
      await step(zhou, '关总阀、断水', '这步做完了');
      await see(lin, '修前照片');

      await zhou.context().setOffline(true);
      await step(zhou, '换配件', '不锈钢软管');
      await step(zhou, '换配件', '这步做完了');
      await step(zhou, '试压 10 分钟不渗', '这步做完了');
      await step(zhou, '修后照片', '这步做完了', [await photo('after.jpg', '#5f8d78', 2400)]);
      await see(zhou, '没有网络，3 步存在手机里');
      await shot(zhou, '22-offline');
      await zhou.reload();
      await see(zhou, '没有网络，3 步存在手机里', '有网自动传');
      await shot(zhou, '23-offline-reloaded');
      await zhou.context().setOffline(false);
      await unseen(zhou, /存在手机里/);
      await see(lin, '修后照片');
      const files = await deps.db.reader.query("SELECT COUNT(*) AS n FROM stored_file WHERE uploader_kind = 'staff'");
      expect(Number((files as { n: number }[])[0]?.n)).toBe(2);

      await zhou.getByRole('button', { name: '换了新的，试用正常' }).click();
      await zhou.getByRole('button', { name: /往右滑，修好了/ }).press('Enter');
      await see(zhou, /修好了$/);
      await shot(zhou, '24-finished');
    },
    90_000,
  );

  chapter(
    'the owner sees every step with its photos, confirms and rates',
    async () => {
      await see(lin, '修好了，请您看看', '修后照片', '换了新的，试用正常');
      const photos = lin.getByRole('button', { name: '照片 1' }).filter({ visible: true });
      expect(await photos.count()).toBeGreaterThanOrEqual(3);
      await photos.first().scrollIntoViewIfNeeded();
      await lin.waitForFunction('[...document.querySelectorAll(".photo img")].some((one) => one.naturalWidth > 0)');
      await shot(lin, '25-detail-done', { whole: true });
      await tap(lin, '确认修好了');
      await see(lin, '真的修好了？');
      await tap(lin, '修好了');
      await see(lin, '这件事办结了');
      await tap(lin, '去评价');
      await lin.getByRole('radio', { name: '5 颗星' }).filter({ visible: true }).click();
      await see(lin, '很满意');
      await write(lin, '想说的话', '来得快，地也拖干了');
      await choose(lin, '从相册选', [await photo('clean.jpg', '#9fc2b0')]);
      await shot(lin, '26-rate');
      await tap(lin, '交上去');
      await see(lin, '您的评价', '来得快，地也拖干了');
      await shot(lin, '27-detail-rated', { whole: true });
    },
    60_000,
  );

  chapter(
    'the desk sees the stars, WeChat has the messages, and the audit log knows who did what',
    async () => {
      await to(kefu, '/requests?status=closed');
      await kefu.getByRole('row', { name: new RegExp(houseOfLin) }).click();
      await seen(kefu, '全部').click();
      await kefu.getByRole('img', { name: '5 星' }).waitFor();
      await see(kefu, '来得快，地也拖干了', '业主打了 5 星');
      await shot(kefu, '28-request', { whole: true });
      const titles = stage.simulators.control.wechat.messages('linna').map(({ title }) => title);
      expect(titles).toEqual(expect.arrayContaining(['报修派单通知', '报修完成通知']));

      await to(admin, '/audit');
      await see(admin, '新增员工', '导入台账', '不同意绑定', '同意绑定', '按手机号绑定', '派单', '请写身份证上的姓名');
      await shot(admin, '29-audit');
    },
    60_000,
  );
});
