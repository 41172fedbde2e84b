import { createLogger, runWithContext } from './logger.js';

const collect = (pretty = false, level = 'info') => {
  const lines: string[] = [];
  return { lines, log: createLogger({ level, pretty, write: (line) => lines.push(line) }) };
};

const secrets = {
  password: 'p4ss',
  token: 't0ken',
  authorization: 'Bearer abc',
  phone: '13800138000',
  openid: 'oX1',
  code: 'c0de',
};

test('a line is JSON with its level, message and details', () => {
  const { lines, log } = collect();
  log.warn({ jobId: 'j1' }, 'background job failed');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 40, msg: 'background job failed', jobId: 'j1' });
});

test.each([0, 1, 2])('secrets %i levels deep are not written', (depth) => {
  const { lines, log } = collect();
  let details: object = { ...secrets };
  for (let level = 0; level < depth; level++) details = { inner: details };
  log.info(details, 'sign-in');
  for (const secret of Object.values(secrets)) expect(lines[0]).not.toContain(secret);
});

test.each([
  ['13800138000', '138****8000'],
  ['call +8613800138000 now', 'call +86138****8000 now'],
])('a mobile number inside a sentence is masked: %s', (said, masked) => {
  const { lines, log } = collect();
  log.error({ error: said }, said);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: masked, msg: masked });
});

test('longer numbers stay as they are', () => {
  const { lines, log } = collect();
  log.info({ atMs: 1764000000000 }, 'order 4200001380013800012345');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ atMs: 1764000000000, msg: 'order 4200001380013800012345' });
});

test('lines written inside a request carry its id, also after waiting, and those outside do not', async () => {
  const { lines, log } = collect();
  const work = (requestId: string) =>
    runWithContext({ requestId }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.info({}, requestId);
    });
  await Promise.all([work('r1'), work('r2')]);
  log.info({}, 'outside');
  const seen = lines.map((line) => JSON.parse(line) as { msg: string; requestId?: string });
  expect(seen.map(({ msg, requestId }) => [msg, requestId]).sort()).toEqual([
    ['outside', undefined],
    ['r1', 'r1'],
    ['r2', 'r2'],
  ]);
});

test('is silent when told so, and leaves out what is below its level', () => {
  const silent = collect(false, 'silent');
  silent.log.error({}, 'x');
  const warnings = collect(false, 'warn');
  warnings.log.info({}, 'x');
  expect([...silent.lines, ...warnings.lines]).toEqual([]);
});

test('a person at a terminal gets one masked line', () => {
  const { lines, log } = collect(true);
  log.warn({ phone: '13800138000', tries: 3 }, 'to 13800138000');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d 注意 to 138\*\*\*\*8000 .*"tries":3.*\n$/);
  expect(lines[0]).not.toContain('13800138000');
});
