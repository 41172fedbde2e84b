/** What the demo's clock answers when it can't be moved so. */
export const demoClockTexts = {
  notJson: '请用 application/json 发送',
  unreadable: '只能写一项：advanceMinutes（1 到 576000 分钟）、speed（1 到 3600）或 at（时刻）',
  backwards: '小区的时钟不往回拨',
  tooFar: '一次最多往后拨 400 天',
  method: '只能看（GET）和拨（POST）',
} as const;
