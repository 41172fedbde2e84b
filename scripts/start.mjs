// npm start: the whole community on this machine. Builds what is stale, starts the simulators and the BFF, then
// builds the front ends behind the first page. Ctrl-C stops everything.
import { fork, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';

const marker = '.anju-demo';
const args = process.argv.slice(2);
const argument = (name) => {
  const at = args.indexOf(name);
  return at >= 0 ? args[at + 1] : undefined;
};
const dataDir = path.resolve(process.env.DATA_DIR ?? './data');
const environment = process.env.ANJU_ENV ?? 'demo';

const stopWith = (words) => {
  console.error(words);
  process.exit(1);
};

/** --fresh deletes only what this script made: an embedded demo in a folder that bears our marker. */
const startAfresh = () => {
  if (environment !== 'demo') stopWith('--fresh 只能用于演示环境（ANJU_ENV=demo）。');
  for (const name of ['DATABASE_URL', 'STORAGE_URL', 'REDIS_URL'])
    if (process.env[name]) stopWith(`--fresh 不清空外部的数据（设置了 ${name}）。`);
  if (!existsSync(dataDir)) return;
  if (readdirSync(dataDir).length > 0 && !existsSync(path.join(dataDir, marker)))
    stopWith(`${dataDir} 不是演示数据目录，不敢清空。`);
  if (isRunning()) stopWith('演示正在运行，请先停掉再 --fresh。');
  rmSync(dataDir, { recursive: true, force: true });
};

const pidFile = path.join(dataDir, 'running.pid');
const isRunning = () => {
  if (!existsSync(pidFile)) return false;
  try {
    process.kill(Number(readFileSync(pidFile, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
};

const children = new Set();
let stopping = false;
const stopAll = (code) => {
  if (stopping) return;
  stopping = true;
  rmSync(pidFile, { force: true });
  const patience = setTimeout(() => {
    for (const child of children) child.kill('SIGKILL');
    process.exit(code);
  }, 10_000);
  const done = () => {
    if (children.size > 0) return;
    clearTimeout(patience);
    process.exit(code);
  };
  for (const child of children) child.kill('SIGTERM');
  for (const child of children) child.on('exit', done);
  done();
};

const keep = (child, name) => {
  children.add(child);
  child.on('exit', (code) => {
    children.delete(child);
    if (!stopping) {
      console.error(`${name}停了（${code ?? '信号'}）。`);
      stopAll(1);
    }
  });
  return child;
};

/** The simulators say on their first line where they listen, and which app and merchant they play. */
const startSimulators = () =>
  new Promise((resolve) => {
    const child = keep(
      spawn(process.execPath, ['bff/dist/simulators/main.js'], {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: { SIMULATOR_DATA_DIR: path.join(dataDir, 'simulators'), ...process.env },
      }),
      '模拟器',
    );
    let heard = '';
    child.stdout.on('data', (chunk) => {
      heard += chunk;
      const line = heard.split('\n')[0];
      if (heard.includes('\n')) resolve(JSON.parse(line));
    });
  });

const startBff = (simulators) =>
  new Promise((resolve) => {
    const { appId, secret, templates } = simulators.wechat;
    const child = keep(
      fork('bff/dist/src/main.js', ['--run=web,worker,mqtt'], {
        env: {
          ANJU_ENV: 'demo',
          SIMULATOR_ORIGIN: simulators.simulators,
          WXAPI_ORIGIN: simulators.simulators,
          WX_APPID: appId,
          WX_SECRET: secret,
          WX_TEMPLATES: Object.entries(templates)
            .map(([purpose, id]) => `${purpose}=${id}`)
            .join(','),
          ...simulators.variables,
          LOG_LEVEL: 'warn',
          DEMO_SPEED: argument('--speed') ?? '',
          ...process.env,
          DATA_DIR: dataDir,
        },
      }),
      '服务',
    );
    child.on('message', (message) => message.ready && resolve(message));
  });

const welcome = ({ origin, mqtt }) =>
  console.log(`
  安居 · 阳光花园（演示）

  首页      ${origin}/
  业主      ${origin}/owner/
  工作台    ${origin}/staff/
  服务驿站  ${origin}/kiosk/
  模拟台    ${origin}/simulators/
  接口      ${origin}/api/docs
  设备      ${mqtt}（MQTT）

  演示账号（密码都是 anju-demo-2026）
  客服 kefu · 工程师傅 zhou · 项目经理 jingli · 系统管理员 admin

  微信、支付和开票都由本机的模拟器扮演。按 Ctrl-C 停止。`);

process.on('SIGINT', () => stopAll(0));
process.on('SIGTERM', () => stopAll(0));

if (args.includes('--fresh')) startAfresh();
mkdirSync(dataDir, { recursive: true });
if (isRunning()) stopWith('演示已经在运行了。');
writeFileSync(path.join(dataDir, marker), '安居的演示数据，npm start -- --fresh 会清空这个目录\n');
writeFileSync(pidFile, String(process.pid));

if ((await build(['shared-types', 'bff'])).length > 0) stopAll(1);
else {
  welcome(await startBff(await startSimulators()));
  const failed = await build(['admin', 'h5']);
  if (failed.length > 0) console.error(`没有生成好：${failed.join('、')}`);
  else console.log('  各个页面都好了。');
}
