/** Words of the spot checks. */
export const qualityTexts = {
  /** Why this order: 第 0317 号签，小于 10.00% */
  drawWords: (draw: number, shareBp: number): string =>
    `第 ${String(draw).padStart(4, '0')} 号签，小于 ${(shareBp / 100).toFixed(2)}%`,
  noteMissing: '没通过要写明哪里不行',
  /** The subject of the audit line. */
  judged: (number: string, worker: string, passed: boolean): string =>
    `${number} ${worker}：${passed ? '通过' : '没通过'}`,
} as const;
