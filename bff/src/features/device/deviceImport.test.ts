import ExcelJS from 'exceljs';
import * as imports from 'shared-types/deviceImport';
import * as api from 'shared-types/staffDevice';
import { moneyTown } from '../../../test/factories/moneyTown.js';
import { codeOf, type TestServer, testServer, upload } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

type Cell = string | number | Date | null;

const headings = [
  '设备编号',
  '设备名称',
  '设备类型',
  '楼栋',
  '单元',
  '房号',
  '公共区域',
  '安装位置',
  '型号',
  '安装日期',
  '状态',
];

const workbookOf = async (rows: Cell[][], head = headings): Promise<Buffer> => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('设备');
  sheet.addRow(['阳光花园设备台账']);
  sheet.addRow(head);
  for (const row of rows) sheet.addRow(row);
  return Buffer.from(await workbook.xlsx.writeBuffer());
};

const town = async () => {
  const made = await moneyTown(server);
  const manager = await made.staff('manager');
  const sendBytes = async (bytes: Buffer, name = '设备.xlsx') => {
    const { status, body } = await upload(server, manager.token, bytes, { name, path: '/staff/device-imports' });
    return { status, body, id: String(body.id) };
  };
  const send = async (rows: Cell[][], head?: string[]) => sendBytes(await workbookOf(rows, head));
  const rowsOf = async (id: string, state?: 'create' | 'update' | 'same' | 'bad' | 'skipped') =>
    (
      await manager.call(imports.listDeviceImportRows, {
        params: { id },
        query: { ...(state && { state }), limit: 100 },
      })
    ).items;
  const apply = (id: string, leaveBad = false) =>
    manager.call(imports.applyDeviceImport, { params: { id }, body: { leaveBad } });
  const devices = async () => (await manager.call(api.listDevices, { query: { limit: 100 } })).items;
  return { ...made, manager, send, sendBytes, rowsOf, apply, devices };
};

const good: Cell[][] = [
  ['DT-1', '1号客梯', '客梯', '1栋', '1', null, null, '一楼大堂', 'LEHY', new Date('2019-06-01'), '正常'],
  ['SB-1', '冷水表', '水表', '1', '1单元', '101', null, '厨房', null, '2019.6.18', null],
  ['DZ-1', '南门道闸', '道闸', null, null, null, '南门岗亭', null, null, null, '在用'],
  ['YG-9', '烟感', '烟感', null, null, null, null, null, null, null, '库存'],
  ['合计', 4, null, null, null, null, null, null, null, null, null],
];

it('previews every row, registers the good ones together, and changes nothing the second time', async () => {
  const { send, rowsOf, apply, devices, communityId } = await town();
  const { status, id, body } = await send(good);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    counts: { create: 4, update: 0, same: 0, bad: 0, skipped: 3 },
    actions: ['apply', 'cancel'],
  });
  expect((await rowsOf(id, 'create')).map(({ understood }) => understood)).toEqual([
    'DT-1 1号客梯 · 电梯 · 1栋1单元 · 一楼大堂',
    'SB-1 冷水表 · 水表 · 1栋1单元101 · 厨房',
    'DZ-1 南门道闸 · 道闸 · 南门岗亭',
    'YG-9 烟感 · 烟感',
  ]);
  expect(await devices()).toEqual([]);
  expect(await apply(id)).toMatchObject({ status: 'applied', actions: [] });
  expect((await devices()).map(({ code, lifecycle, placeLabel }) => [code, lifecycle, placeLabel])).toEqual([
    ['DT-1', 'in-use', '1栋1单元 · 一楼大堂'],
    ['DZ-1', 'in-use', '南门岗亭'],
    ['SB-1', 'in-use', '1栋1单元101 · 厨房'],
    ['YG-9', 'in-stock', '没有登记位置'],
  ]);
  expect(await codeOf(apply(id))).toBe('import.closed');
  const again = await send(good);
  expect(again.body).toMatchObject({ counts: { create: 0, update: 0, same: 4, bad: 0 } });
  const before = await devices();
  await apply(again.id);
  expect(await devices()).toEqual(before);
  const lines = await server.deps.db.reader.findBy(AuditEntity, { communityId, action: 'device_import.applied' });
  expect(lines.map(({ subject }) => subject)).toEqual(['设备.xlsx：4 行', '设备.xlsx：0 行']);
});

it('says what is wrong with each row, and takes the others only knowingly', async () => {
  const { send, rowsOf, apply, devices } = await town();
  const { id, body } = await send([
    ['DT-1', '1号客梯', '电梯', '9栋', null, null, null, null, null, null, null],
    ['DT-2', '2号客梯', '飞碟', '1栋', '7', null, null, null, null, null, null],
    ['DT-3', null, null, null, null, null, '没有的地方', null, null, '上个月', '飞走了'],
    [null, '没编号', '电梯', null, null, null, null, null, null, null, null],
    ['DT-4', '4号客梯', '电梯', '1栋', null, null, null, null, null, null, null],
    ['DT-4', '又一台', '电梯', '1栋', null, null, null, null, null, null, null],
  ]);
  expect(body).toMatchObject({ counts: { create: 1, bad: 5 } });
  expect((await rowsOf(id, 'bad')).map(({ rowNumber, problems }) => [rowNumber, ...problems])).toEqual([
    [3, '没有“9栋”这栋楼'],
    [4, expect.stringContaining('类型“飞碟”不认识'), '这栋楼没有“7”', '新设备要写类型'],
    [
      ...[5, '日期“上个月”看不懂，请写成 2024-06-30', expect.stringContaining('没有叫“没有的地方”的公共区域')],
      ...[expect.stringContaining('状态“飞走了”不认识'), '新设备要写名称', '新设备要写类型'],
    ],
    [6, '没有写设备编号'],
    [8, '和第 7 行的设备编号一样'],
  ]);
  expect(await codeOf(apply(id))).toBe('import.doubtful_left');
  await apply(id, true);
  expect((await devices()).map(({ code }) => code)).toEqual(['DT-4']);
});

it('changes what a table says otherwise, leaves what it does not speak of, and keeps to the life of a device', async () => {
  const { send, rowsOf, apply, manager, devices } = await town();
  await apply((await send(good)).id);
  const { id, body } = await send(
    [
      ['DT-1', '1号货梯', '维修中'],
      ['YG-9', '烟感', '维修中'],
      ['SB-1', '冷水表', '在用'],
    ],
    ['编号', '名称', '状态'],
  );
  expect(body).toMatchObject({ counts: { create: 0, update: 1, same: 1, bad: 1 } });
  expect((await rowsOf(id, 'update'))[0]?.changes).toEqual(['设备名称：1号客梯 → 1号货梯', '状态：在用 → 维修中']);
  expect((await rowsOf(id, 'bad'))[0]?.problems).toEqual(['这台设备现在是“库存”，不能直接改成“维修中”']);
  await apply(id, true);
  const lift = (await devices()).find(({ code }) => code === 'DT-1');
  const page = await manager.call(api.readDevice, { params: { id: lift?.id ?? '' } });
  expect(page).toMatchObject({ name: '1号货梯', model: 'LEHY', installedOn: '2019-06-01', lifecycle: 'under-repair' });
  expect(page.placeLabel).toBe('1栋1单元 · 一楼大堂');
  expect(page.history[0]?.words).toContain('导入修改');
});

it('reads its own export as nothing new', async () => {
  const { send, sendBytes, apply, manager } = await town();
  await apply((await send(good)).id);
  const answer = await fetch(`${server.origin}/api/v1/staff/device-export`, {
    headers: { Authorization: `Bearer ${manager.token}` },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const { body } = await sendBytes(bytes, '设备台账.xlsx');
  expect(body).toMatchObject({ counts: { create: 0, update: 0, same: 4, bad: 0, skipped: 1 } });
});

it('refuses a table that speaks of no devices', async () => {
  const { send } = await town();
  const { status, body } = await send([['a', 'b']], ['甲', '乙']);
  expect([status, body.code]).toEqual([422, 'import.unreadable']);
});
