/** Surnames of two characters; the rest of a Chinese name's first character is the surname. */
const doubleSurnames = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 长孙 宇文 轩辕 端木 南宫 独孤 西门 呼延 澹台 闻人 申屠'.split(
    ' ',
  ),
);

const surnameLength = (letters: string[]): number =>
  letters.length > 2 && doubleSurnames.has(letters.slice(0, 2).join('')) ? 2 : 1;

/** 林娜 -> 林*, 欧阳建国 -> 欧阳**: what others than the person and the staff who may see it get. */
export const maskName = (name: string): string => {
  const letters = [...name.trim()];
  if (letters.length === 0) return '';
  // A company's name, or one in Latin letters: its beginning tells enough.
  const shown = letters.length > 5 ? 2 : surnameLength(letters);
  return letters.slice(0, shown).join('') + '*'.repeat(Math.min(Math.max(letters.length - shown, 1), 3));
};

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s·•・.]/g, '')
    .replace(/(先生|女士|小姐)$/, '')
    .toLowerCase();

/** Whether an applicant's name is one that the ledger has, whatever its spaces and dots. */
export const nameMatches = (applicant: string, ledgerNames: string[]): boolean => {
  const wanted = plain(applicant);
  return wanted !== '' && ledgerNames.some((name) => plain(name) === wanted);
};
