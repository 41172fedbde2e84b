import { newKey } from 'shared-types/client';
import * as api from 'shared-types/invoice';
import { makePayer, type Payer } from '../../../test/factories/money.js';
import { makeCommunity } from '../../../test/factories/people.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { mostTitles } from './title.rules.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const person = async (label = '3栋2单元0903') => makePayer(server, await makeCommunity(server), label);
const me: api.TitleBody = { kind: 'personal', name: '吴小红', taxNo: null, isDefault: false };
const firm: api.TitleBody = { kind: 'company', name: '某某有限公司', taxNo: '91440300708461136T', isDefault: false };
const add = ({ call }: Payer, body: api.TitleBody, idempotencyKey = newKey()) =>
  call(api.createTitle, { body, idempotencyKey });
const book = async ({ call }: Payer) =>
  (await call(api.listTitles)).items.map(({ name, isDefault }) => `${name}${isDefault ? ' *' : ''}`);
const change = ({ call }: Payer, id: string, body: api.TitleBody) => call(api.changeTitle, { params: { id }, body });
const remove = ({ call }: Payer, id: string) => call(api.deleteTitle, { params: { id } });

it('keeps one default, whatever is added, changed and deleted', async () => {
  const owner = await person();
  const first = await add(owner, me);
  const second = await add(owner, firm);
  expect(await book(owner)).toEqual(['吴小红 *', '某某有限公司']);
  await change(owner, second.id, { ...firm, name: '某某集团', isDefault: true });
  expect(await book(owner)).toEqual(['某某集团 *', '吴小红']);
  await change(owner, second.id, firm);
  expect(await book(owner)).toEqual(['吴小红 *', '某某有限公司']);
  await remove(owner, first.id);
  expect(await book(owner)).toEqual(['某某有限公司 *']);
  await remove(owner, second.id);
  expect(await book(owner)).toEqual([]);
  expect(await codeOf(remove(owner, second.id))).toBe('title.not_found');
});

it.each([
  ['a wrong digit', '91440300708461136X'],
  ['too short', '9144030070846113'],
  ['none', null],
  ['blank', '  '],
])('a company needs its right tax number: %s', async (_what, taxNo) => {
  const owner = await person();
  expect(await codeOf(add(owner, { ...firm, taxNo }))).toBe('request.invalid');
  expect(await book(owner)).toEqual([]);
});

it('a person has no tax number, whatever was typed', async () => {
  const owner = await person();
  expect(await add(owner, { ...me, taxNo: '91440300708461136T' })).toMatchObject({ kind: 'personal', taxNo: null });
});

it('the same key adds once', async () => {
  const owner = await person();
  const key = newKey();
  const [one, two] = await Promise.all([add(owner, me, key), add(owner, me, key)]);
  expect(one.id).toBe(two.id);
  expect(await book(owner)).toEqual(['吴小红 *']);
});

it('is somebody’s own: to others it is not there', async () => {
  const [owner, other] = [await person(), await person('5栋1单元0101')];
  const { id } = await add(owner, me);
  expect(await codeOf(change(other, id, firm))).toBe('title.not_found');
  expect(await codeOf(remove(other, id))).toBe('title.not_found');
  expect(await book(other)).toEqual([]);
  expect(await book(owner)).toEqual(['吴小红 *']);
});

it('has an end', async () => {
  const owner = await person();
  for (let n = 0; n < mostTitles; n++) await add(owner, { ...me, name: `人${n}` });
  expect(await codeOf(add(owner, me))).toBe('request.invalid');
});
