import { canonical, genesisOf, leafOf, rootOf, sealHash, textHash } from './canonical.mjs';
import { figuresOf } from './figures.mjs';

/** What does not hold, and where. */
export class Difference extends Error {}

const must = (holds, where) => {
  if (!holds) throw new Difference(where);
};

const isHash = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const monthName = (period) => `${period.slice(0, 4)}年${Number(period.slice(5))}月`;
const format = 'anju-report/1';

const keysAre = (value, keys, where) => {
  must(typeof value === 'object' && value !== null && !Array.isArray(value), `${where}：不是月报文件的格式`);
  must(Object.keys(value).sort().join() === [...keys].sort().join(), `${where}：多了或少了内容`);
};

const parsed = (text, where) => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Difference(`${where}：不是 JSON`);
  }
};

const isCanonical = (text, value) => {
  try {
    return canonical(value) === text;
  } catch {
    return false;
  }
};

const bodyKeys = [
  ...['v', 'communityId', 'communityName', 'period', 'publishedAt', 'remarks', 'chain', 'previous'],
  ...['incomeFen', 'expenseFen', 'surplusFen', 'entries', 'sections', 'fund', 'publicRevenue', 'collection'],
  ...['months', 'corrections'],
];

const bodyOf = (text, where) => {
  const body = parsed(text, where);
  keysAre(body, bodyKeys, where);
  must(body.v === 1 && isCanonical(text, body), `${where}：全文不是公布时的写法`);
  must(/^20\d{2}-(0[1-9]|1[0-2])$/.test(body.period), `${where}：月份不对`);
  return body;
};

/** Each report names the hash of the one before, back to the first. */
const checkReports = (file) => {
  must(Array.isArray(file.earlier), '以前的月报：不是月报文件的格式');
  const texts = [...file.earlier, file.body];
  const bodies = texts.map((text, index) =>
    bodyOf(text, index < file.earlier.length ? `以前的第 ${index + 1} 份月报` : '月报全文'),
  );
  must(textHash(file.body) === file.bodyHash, '月报全文：和指纹对不上');
  for (const [index, body] of bodies.entries()) {
    const name = `${monthName(body.period)}月报`;
    const before = bodies[index - 1];
    must(body.communityId === bodies[0].communityId, `${name}：不是同一个小区的`);
    if (!before) must(body.previous === null, `${name}：前面应该还有一份月报`);
    else {
      must(nextMonth(before.period) === body.period, `${name}：和前一份之间缺了月份`);
      must(
        body.previous?.period === before.period && body.previous.bodyHash === textHash(texts[index - 1]),
        `${monthName(before.period)}月报：和后一份里记着的指纹对不上`,
      );
      must(before.chain.seq <= body.chain.seq, `${name}：账本链比前一份还短`);
    }
  }
  return { report: bodies.at(-1), earlier: bodies.slice(0, -1) };
};

const nextMonth = (period) => {
  const index = Number(period.slice(0, 4)) * 12 + Number(period.slice(5));
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
};

/** An entry of a seal: its public half is what was hashed, it is even, and it is not of days to come. */
const checkEntry = (entry, seal, number, communityId) => {
  const where = `记-${number}`;
  keysAre(entry, ['public', 'private'], where);
  const half = entry.public;
  keysAre(half, ['about', 'communityId', 'day', 'id', 'kind', 'legs', 'memo', 'reverses', 'supplier'], where);
  must(half.communityId === communityId, `${where}：不是这个小区的`);
  must(isHash(entry.private), `${where}：指纹不对`);
  must(half.legs.reduce((sum, { amountFen }) => sum + amountFen, 0) === 0, `${where}：借贷不平`);
  const sealedDay = new Date(Date.parse(seal.sealedAt) + (8 + 24) * 3_600_000).toISOString().slice(0, 10);
  must(half.day <= sealedDay, `${where}：日期在封存之后`);
  return leafOf(textHash(canonical(half)), entry.private);
};

/** Every seal covers the one before it; what is laid open of a seal gives its root. */
const checkChain = (seals, { communityId, chain }, earlier) => {
  must(Array.isArray(seals), '账本链：不是月报文件的格式');
  const opened = [];
  let [prevHash, number, begun] = [genesisOf(communityId), 0, false];
  for (const [index, seal] of seals.entries()) {
    const where = `账本链第 ${index + 1} 节`;
    keysAre(seal, ['count', 'entries', 'hash', 'root', 'sealedAt', 'seq'], where);
    must(seal.seq === index + 1, `${where}：顺序不对`);
    must(isHash(seal.hash) && sealHash(prevHash, seal) === seal.hash, `${where}：和前一节对不上`);
    if (seal.entries === null) must(!begun, `${where}：中间缺了凭证`);
    else {
      begun = true;
      must(seal.entries.length === seal.count && seal.count > 0, `${where}：凭证的笔数不对`);
      const leaves = seal.entries.map((entry, at) => checkEntry(entry, seal, number + at + 1, communityId));
      must(rootOf(leaves) === seal.root, `${where}：里面的凭证被改过（记-${number + 1} 到 记-${number + seal.count}）`);
      opened.push(...seal.entries.map((entry) => ({ ...entry.public, seq: seal.seq })));
    }
    number += seal.count;
    prevHash = seal.hash;
    for (const report of earlier)
      if (report.chain.seq === seal.seq)
        must(report.chain.hash === seal.hash, `${monthName(report.period)}月报：记着的账本链和现在的不一样`);
  }
  must(seals.length === chain.seq && prevHash === chain.hash, '账本链：最后一节不是月报里记着的那一节');
  return opened;
};

/** All entries of the month are laid open: since the report before, and since the day before the month began. */
const checkWhole = (seals, report, last) => {
  const early = new Date(Date.parse(`${report.period}-01T00:00:00.000+08:00`) - 86_400_000).toISOString();
  for (const { seq, sealedAt, entries } of seals)
    if (entries === null)
      must(last !== undefined && seq <= last.chain.seq && sealedAt < early, `账本链第 ${seq} 节：凭证没有公开`);
};

const compare = (said, computed, where) => {
  if (typeof computed !== 'object' || computed === null) {
    must(said === computed, `${where}：月报写的是 ${said}，按凭证算是 ${computed}`);
    return;
  }
  must(typeof said === 'object' && said !== null, `${where}：月报里没有`);
  if (Array.isArray(computed))
    must(said.length === computed.length, `${where}：月报有 ${said.length} 项，按凭证算有 ${computed.length} 项`);
  for (const key of Object.keys(computed))
    compare(said[key], computed[key], `${where} ${nameOf(said[key], key)}`.trim());
};

const words = {
  incomeFen: '收入',
  expenseFen: '支出',
  surplusFen: '结余',
  entries: '笔数',
  sections: '明细',
  lines: '',
  fund: '维修资金',
  publicRevenue: '公共收益',
  collection: '收费',
  months: '各月',
  corrections: '更正',
  amountFen: '金额',
  totalFen: '合计',
  openingFen: '月初',
  closingFen: '月末',
  inFen: '进账',
  outFen: '用掉',
  usedFen: '用掉',
  beforeFen: '上月',
  shareBp: '占比',
};
const nameOf = (value, key) => value?.name ?? value?.period ?? words[key] ?? key;

/** What is said beside the figures names the vouchers that it is about. */
const checkWords = (report) => {
  for (const { words: said, period, account } of report.corrections)
    must(/记-\d+/.test(said), `更正 ${period} ${account}：没有说是哪一笔凭证`);
};

/**
 * Checks an exported report: the text, the chain of reports, the chain of seals, the entries, and every figure from them.
 * Throws a Difference that says where; returns what a reader may compare with what they were told.
 */
export const checkFile = (text) => {
  const file = parsed(text, '文件');
  keysAre(file, ['body', 'bodyHash', 'earlier', 'format', 'seals'], '文件');
  must(file.format === format, '文件：不是这个程序认识的格式');
  must(isCanonical(text, file), '文件：不是下载时的样子');
  const { report, earlier } = checkReports(file);
  const opened = checkChain(file.seals, report, earlier);
  const last = earlier.at(-1);
  checkWhole(file.seals, report, last);
  const month = opened.filter(({ day }) => day.slice(0, 7) === report.period);
  const before = opened.filter(({ day, seq }) => day.slice(0, 7) < report.period && seq > (last?.chain.seq ?? 0));
  compare(report, figuresOf({ period: report.period, month, before, earlier }), '');
  checkWords(report);
  return {
    communityName: report.communityName,
    period: monthName(report.period),
    publishedAt: report.publishedAt,
    incomeFen: report.incomeFen,
    expenseFen: report.expenseFen,
    entries: report.entries,
    opened: opened.length,
    seals: file.seals.length,
    reports: earlier.length + 1,
    hash: file.bodyHash,
    fingerprint: `${file.bodyHash.slice(0, 4)} ${file.bodyHash.slice(4, 8)}`,
    corrections: report.corrections.length,
  };
};
