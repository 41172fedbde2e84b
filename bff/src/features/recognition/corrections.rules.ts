/**
 * What staff corrected, as training sentences: the words without anybody in them, and what the person said that it is (C2).
 * Whoever trains reads the file first; these rules take away what a rule can know.
 */

export interface Correction {
  text: string;
  typeId: string;
  /** The words of problem-types.json. */
  emergency: string | null;
}

const mostChars = 200;
const leastChars = 2;

/** In their order: addresses and numbers before names, which may stand between them. */
const personal: readonly RegExp[] = [
  /\S+@\S+/gu,
  /https?:\/\/\S+/gu,
  /微信号?[:：]?\s*[A-Za-z][\w-]{4,}/gu,
  // 3栋2单元1102, 十二号楼三零一室, 6-2-1102
  /[\d零〇一二三四五六七八九十百两]+\s*(?:栋|幢|座|号楼|弄|单元|门洞|室|号房)/gu,
  /\d+(?:[-—–－]\d+)+/gu,
  /\p{Script=Han}[A-HJ-NP-Z][·•]?[A-HJ-NP-Z0-9]{5,6}/gu,
  /\d{3,}[xX]?/gu,
  // 我叫林娜, 我是王建国
  /(?:我叫|我是|名叫|叫做|联系人|姓名|本人)[:：\s]*\p{Script=Han}{2,4}(?=[，。,.；;！!？?\s]|$)/gu,
  // 林女士, 王师傅, 老张, 小李
  /[\p{Script=Han}](?:先生|女士|小姐|师傅|老师|经理|大爷|阿姨|医生)/gu,
  /(?:电话|手机|号码|身份证)[:：\s是]*[\d零〇一二三四五六七八九十幺\s-]{5,}/gu,
];

/** The words without numbers, places and names: those that are known of the request, and those that look like some. */
export const anonymise = (text: string, known: readonly string[]): string => {
  const names = known.map((one) => one.trim()).filter((one) => Array.from(one).length >= 2);
  const without = names
    .sort((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(name, ' '), text.normalize('NFKC'));
  const clean = personal.reduce((rest, pattern) => rest.replace(pattern, ' '), without);
  return Array.from(
    clean
      .replace(/\s+/gu, ' ')
      .replace(/^[\s，。,.、；;：:]+/u, '')
      .trim(),
  )
    .slice(0, mostChars)
    .join('');
};

/** One JSON line a correction; what is no sentence or no type of ours is left out and counted. */
export const parseCorrections = (
  lines: readonly string[],
  types: readonly { id: string; emergency: readonly string[] }[],
): { corrections: Correction[]; refused: number } => {
  const corrections = new Map<string, Correction>();
  let refused = 0;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const found = toCorrection(line, types);
    if (found) corrections.set(found.text, found);
    else refused += 1;
  }
  return { corrections: [...corrections.values()], refused };
};

const toCorrection = (
  line: string,
  types: readonly { id: string; emergency: readonly string[] }[],
): Correction | null => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (value === null || typeof value !== 'object') return null;
  const { text, typeId, emergency } = value as Record<string, unknown>;
  const type = types.find(({ id }) => id === typeId);
  const isEmergency = emergency === null || (typeof emergency === 'string' && type?.emergency.includes(emergency));
  if (typeof text !== 'string' || text.trim().length < leastChars || !type || !isEmergency) return null;
  return { text: text.slice(0, mostChars), typeId: type.id, emergency: emergency as string | null };
};
