import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as api from 'shared-types/ledgerImport';
import { rolePermissions, type StaffRole, staffRoles } from 'shared-types/permissions';
import { makeCommunity, makeStaff, type TestCommunity } from '../../../test/factories/community.js';
import { codeOf, type TestServer, testServer, upload } from '../../../test/factories/testServer.js';
import { projectRoot } from '../../platform/projectRoot.js';
import { layouts, workbookOf } from './layouts.fixture.js';

let server: TestServer;
let community: TestCommunity;
let demo: Buffer;
const tokens = new Map<StaffRole, string>();

beforeAll(async () => {
  server = await testServer();
  community = await makeCommunity(server.deps);
  demo = await readFile(join(projectRoot, 'bff/seed/阳光花园房产台账.xlsx'));
  for (const role of staffRoles) tokens.set(role, (await makeStaff(server.deps, community.id, role)).token);
});
afterAll(() => server.close());

const tokenOf = (role: StaffRole): string => tokens.get(role) ?? '';

const send = (bytes: Buffer, role: StaffRole, name = '台账.xlsx') =>
  upload(server, tokenOf(role), bytes, { name, path: '/staff/imports' });

describe('imports over HTTP', () => {
  it.each(staffRoles)('are for those who may run them: %s', async (role) => {
    const bytes = await workbookOf(layouts[0]?.sheets ?? []);
    const { status, body } = await send(bytes, role);
    const may = rolePermissions[role].includes('import.run');
    expect([status, may ? body.status : body.code]).toEqual(may ? [200, 'draft'] : [403, 'auth.forbidden']);
    const read = await codeOf(server.client(tokenOf(role))(api.listImports, { query: {} }));
    if (!may) expect(read).toBe('auth.forbidden');
  });

  it('go from the file to the ledger, and out again', async () => {
    const call = server.client(tokenOf('manager'));
    const { body } = await send(demo, 'manager', '阳光花园房产台账.xlsx');
    const id = String(body.id);
    expect(body).toMatchObject({ counts: { doubtful: 12 }, actions: ['map', 'mend', 'cancel'] });
    expect(JSON.stringify(body)).not.toMatch(/1990\d{7}/);
    const rows = await call(api.listImportRows, { params: { id }, query: { state: 'doubtful' } });
    const row = rows.items.find(({ rowNumber }) => rowNumber === 103);
    const mended = await call(api.mendImportRow, {
      params: { id, rowId: row?.id ?? '' },
      body: { values: { area: '89.5' } },
    });
    expect(mended).toMatchObject({ row: { state: 'ready' }, counts: { doubtful: 11 } });
    expect(await codeOf(call(api.applyImport, { params: { id } }))).toBe('import.doubtful_left');
    await call(api.excludeDoubtfulRows, { params: { id } });
    const ends = await Promise.all([1, 2].map(() => codeOf(call(api.applyImport, { params: { id } }))));
    expect(ends.filter((end) => end === 'import.closed')).toHaveLength(1);
    expect(await call(api.readImport, { params: { id } })).toMatchObject({ status: 'applied', actions: [] });
    const answer = await fetch(`${server.origin}/api/v1/staff/ledger.xlsx`, {
      headers: { Authorization: `Bearer ${tokenOf('manager')}` },
    });
    expect(answer.status).toBe(200);
    const again = await send(Buffer.from(await answer.arrayBuffer()), 'manager', '导出.xlsx');
    expect(again.body).toMatchObject({ counts: { create: 0, update: 0, doubtful: 0 } });
  });

  it('say why a file cannot be read, and nothing of another community', async () => {
    const { status, body } = await send(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'manager', '旧.xls');
    expect([status, body.code]).toEqual([422, 'import.unreadable']);
    expect(body.detail).toContain('另存为 .xlsx');
    const other = await makeCommunity(server.deps);
    const stranger = server.client((await makeStaff(server.deps, other.id, 'manager')).token);
    const own = await send(await workbookOf(layouts[0]?.sheets ?? []), 'manager');
    expect(await codeOf(stranger(api.readImport, { params: { id: String(own.body.id) } }))).toBe('import.not_found');
  });
});
