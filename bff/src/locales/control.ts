export const controlTexts = {
  jobs: {
    send: '给设备下指令',
    ended: '处理设备指令的结果',
  },
} as const;
