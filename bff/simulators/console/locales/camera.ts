import type { CameraKind } from '../../devices/cameraScenes.js';

export const cameraKindNames: Record<CameraKind, string> = {
  'thrown-object': '高空抛物',
  'blocked-lane': '消防通道被占',
  loitering: '有人徘徊',
  'ebike-smoke': '电动车充电处冒烟',
};

export const cameraTexts = {
  intro:
    '这里的摄像头是模拟的。它们按真实的推送方式，把事件和画面推给小区；没有得到答复会再推，所以同一件事可能推好几次。',
  see: '让摄像头看到',
  seeHint: '推一条事件，画面是画出来的',
  camera: '摄像头',
  kind: '看到什么',
  way: '怎么推',
  words: '软件附带的说明（可不填）',
  push: '推送',
  empty: '还没有装摄像头：先启动示范小区',
} as const;
