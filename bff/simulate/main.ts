import { createHash } from 'node:crypto';
import { createRandom } from '../seed/random.js';
import { RepairEventEntity } from '../src/features/repair/repair.entity.js';
import { seedIds } from '../src/kernel/ids.js';
import { sqlTime, toNumber } from '../src/platform/database/rows.js';
import { selectRows } from '../src/platform/database/select.js';
import { openCommunity } from './community.js';
import { Broken, live } from './life.js';

const argument = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  const value = at < 0 ? otherwise : Number(process.argv[at + 1]);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} wants a whole number`);
  return value;
};

const out = (line: string): void => void process.stdout.write(`${line}\n`);

const main = async (): Promise<void> => {
  const [days, seed, houses] = [argument('days', 30), argument('seed', 1), argument('houses', 200)];
  const random = createRandom(seed);
  seedIds(random.next);
  // Back-offs and the like are part of the life as well.
  Math.random = random.next;
  const started = Date.now();
  const life = await openCommunity(houses);
  const [seeded, began] = [Date.now(), life.deps.clock.now()];
  try {
    const report = await live(life, {
      days,
      random,
      // A house reports about five times a year.
      reports: (life.owners.length * 5) / 365,
      onDay: (day) => out(`第 ${day} 天`),
    });
    const { reader } = life.deps.db;
    const events = await reader.find(RepairEventEntity, { order: { at: 'ASC', id: 'ASC' } });
    const digest = createHash('sha256');
    for (const event of events) digest.update(`${event.at.toISOString()} ${event.kind} ${event.detail ?? ''}\n`);
    const states = async (table: 'repair' | 'payment' | 'refund'): Promise<string> =>
      (
        await selectRows(
          reader,
          `SELECT status, COUNT(*) AS n FROM ${table} WHERE created >= ? GROUP BY status ORDER BY status`.replace(
            'created',
            table === 'refund' ? 'requested_at' : 'created_at',
          ),
          [sqlTime(began)],
        )
      )
        .map((row) => `${String(row.status)} ${toNumber(row.n)}`)
        .join('，');
    out(
      `${days} 天，${life.owners.length} 户，种子 ${seed}：${report.steps} 步，报修 ${report.reports} 件，` +
        `状态不许而被拒 ${report.refusals} 次，重复提交 ${report.repeats} 次，处理中途死掉 ${report.deaths} 次，` +
        `时钟跳 ${report.jumps} 次，微信断 ${report.outages} 次`,
    );
    out(`报修：${await states('repair')}\n付款：${await states('payment')}\n退款：${await states('refund')}`);
    out(
      `经过的指纹 ${digest.digest('hex').slice(0, 16)}；建小区 ${seeded - started} ms，生活 ${Date.now() - seeded} ms`,
    );
    out('不变量都成立');
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    out(`不变量破了（种子 ${seed}）：${error.message}`);
    process.exitCode = 1;
  } finally {
    await life.close();
  }
};

await main();
