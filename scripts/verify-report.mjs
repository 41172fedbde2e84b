#!/usr/bin/env node
// npm run verify-report -- FILE [FINGERPRINT]: checks an exported finance report without any server. Node alone is enough.
import { readFileSync } from 'node:fs';
import { checkFile, Difference } from './verify-report/check.mjs';

const yuan = (fen) => {
  const [whole, part] = (Math.abs(fen) / 100).toFixed(2).split('.');
  return `${fen < 0 ? '-' : ''}¥${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${part}`;
};

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Difference(`读不了文件 ${path}（${error.code ?? error.message}）`);
  }
};

const [path, ...told] = process.argv.slice(2);
if (!path) {
  console.error('用法：npm run verify-report -- 月报文件.json [消息里的指纹]');
  process.exit(1);
}
try {
  const found = checkFile(read(path));
  const expected = told.join('').replace(/\s/g, '').toLowerCase();
  if (expected && !found.hash.startsWith(expected))
    throw new Difference(`指纹：您给的是 ${told.join(' ')}，这份月报的是 ${found.fingerprint}`);
  console.log(`核验通过：${found.communityName} ${found.period}财务月报`);
  console.log(`收入 ${yuan(found.incomeFen)}，支出 ${yuan(found.expenseFen)}，凭证 ${found.entries} 笔`);
  console.log(
    `逐笔重算了 ${found.opened} 笔凭证，核对了账本链 ${found.seals} 节、月报 ${found.reports} 份、更正 ${found.corrections} 处，全部对得上`,
  );
  console.log(`公布于 ${found.publishedAt}`);
  console.log(`指纹 ${found.fingerprint}（请和公布那天消息里的指纹比一比）`);
  console.log(`全文 SHA-256 ${found.hash}`);
} catch (error) {
  // Whatever a forged file makes of us, it is no report that holds.
  console.error(`核验不通过：${error instanceof Difference ? error.message : `文件的内容不对（${error.message}）`}`);
  process.exitCode = 1;
}
