/** Why a bank says no; the first is what it says of a row whose account name has this word in it. */
export const bankReasons = ['余额不足', '账户已注销', '协议已解除'] as const;

const cut = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (one) => one[1]?.replaceAll('""', '"') ?? one[2] ?? '',
  );
const put = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Plays the bank: the same rows with 结果 and 原因, every `failEvery`-th one refused; 0: none. */
export const bankResultOf = (batch: string, failEvery: number): string => {
  const [heading, ...rows] = batch
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const answered = rows.map((line, index) => {
    const fails = failEvery > 0 && (index + 1) % failEvery === 0;
    const reason = bankReasons[Math.floor(index / Math.max(failEvery, 1)) % bankReasons.length] ?? '';
    return [...cut(line), fails ? '失败' : '成功', fails ? reason : ''].map(put).join(',');
  });
  return `\ufeff${[`${heading},结果,原因`, ...answered].join('\r\n')}\r\n`;
};
