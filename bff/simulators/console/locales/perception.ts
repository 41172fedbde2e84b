import type { PerceptionApi } from '../../perception/world.js';

export const perceptionNames: Record<PerceptionApi | '*', string> = {
  transcribe: '听录音 transcribe',
  classify: '看照片 classify',
  '*': '所有接口',
};

export const perceptionTexts = {
  intro: '这里的语音和图像服务商是模拟的：不管录音里说了什么、照片里是什么，都照下面写的答。',
  script: '听到什么，看到什么',
  words: '每段录音都听成',
  wordsHint: '空着：没听到话',
  shows: '每张照片都看成',
  showsHint: '问题类型:把握，逗号隔开，如 lift:0.72；空着：看不出来',
  save: '就这么答',
};
