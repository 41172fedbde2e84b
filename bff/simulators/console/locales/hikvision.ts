import type { TerminalWords } from '../../hikvision/control.js';

export const hikvisionTexts = {
  intro:
    '这里是门口的人脸机（海康 ISAPI）。它自己认人、自己开门，再把事情推给小区。业主在手机上同意并交了照片，照片才会到这里；撤回同意，一分钟内就没有了。物业发的能开门的卡也在这里：停用以后，一分钟内删掉。放在自助机旁边的那台不接门，认出人就告诉自助机。',
  stranger: '没有登记的人',
  show: '看它一眼',
  card: (tail: string) => `尾号 ${tail}`,
  swipe: '刷一下',
  strangeCard: '没有登记的卡',
  terminals: '人脸机',
  hint: '编号是随机的，看不出是谁',
  empty: '小区启动几秒后，人脸机才连上来',
  heads: ['机器', '网络', '里面的人', '里面的卡', '开过几次', '等着补报', '上一次'],
  online: '连着',
  cutOff: '断着',
  cut: '拔网线',
  restore: '插回去',
  nobody: '没有人',
  withFace: '有人脸',
  withoutFace: '没有人脸',
  never: '还没有人来过',
} as const;

export const hikvisionWords: TerminalWords = {
  shown: ({ opened, name }) => (opened ? `门开了，欢迎 ${name ?? ''}` : '没有开：不认识'),
};
