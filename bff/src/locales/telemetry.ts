import type { Refusal } from '../features/telemetry/telemetry.rules.js';

/** What is said of readings, and why some are not kept. */
export const telemetryTexts = {
  jobs: {
    stored: '看新的设备读数',
    event: '处理设备上报的事',
    rollup: '汇总设备读数',
  },
  spanTooLong: '时间段太长，请选短一点',
  refused: (reason: Refusal, claimedYear: string | null): string => {
    const said = claimedYear === null ? '' : `，报的是 ${claimedYear} 年`;
    if (reason === 'future') return `设备的钟走快了${said}，读数没有收`;
    if (reason === 'past') return `设备报的时间太早${said}，读数没有收`;
    if (reason === 'malformed') return '报上来的不是读数，没有收';
    return reason === 'unknown' ? '设备不在册，没有收' : '读数存不下来，没有收';
  },
} as const;
