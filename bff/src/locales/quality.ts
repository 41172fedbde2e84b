/** Words of the spot checks. */
export const qualityTexts = {
  /** Why this order: 一万个签里抽前 1000 个，这张是 317 号 */
  drawWords: (draw: number, shareBp: number): string => `一万个签里抽前 ${shareBp} 个，这张是 ${draw} 号`,
  noteMissing: '没通过要写明哪里不行',
  /** The subject of the audit line. */
  judged: (number: string, worker: string, passed: boolean): string =>
    `${number} ${worker}：${passed ? '通过' : '没通过'}`,
} as const;
