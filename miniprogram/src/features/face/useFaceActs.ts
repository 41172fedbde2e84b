import Taro from '@tarojs/taro';
import { useRef } from 'react';
import { addressOf, newKey } from 'shared-types/client';
import {
  agreeToKioskFace,
  type FaceView,
  giveFaceConsent,
  uploadFacePhoto,
  withdrawFaceConsent,
  withdrawKioskFace,
} from 'shared-types/face';
import { call } from '../../lib/api';
import { useCommand } from '../../lib/hooks';
import type { PictureSource } from '../../lib/platform';
import { sendFile } from '../../lib/upload';
import { wx } from '../../lib/wx';
import { faceWords as words } from '../../locales/zh-CN/face';

export interface FaceActs {
  busy: boolean;
  agree(version: number): void;
  photo(from: PictureSource): void;
  withdraw(): void;
  agreeToKiosk(version: number): void;
  withdrawFromKiosk(): void;
}

/** Agreeing, handing in a photo and taking it back; each try keeps its key until it is answered. */
export const useFaceActs = (houseId: string, show: (view: FaceView) => void): FaceActs => {
  const { busy, run } = useCommand();
  const keys = useRef({ agree: newKey(), withdraw: newKey(), kiosk: newKey() });
  const params = { id: houseId };
  return {
    busy,
    agree: (version) =>
      void run(async () => {
        show(await call(giveFaceConsent, { params, body: { version }, idempotencyKey: keys.current.agree }));
        keys.current.agree = newKey();
      }),
    photo: (from) =>
      void run(async () => {
        const [file] = await wx.choosePictures(1, from);
        if (!file) return;
        show((await sendFile(addressOf(uploadFacePhoto, { params }), { file, key: newKey() })) as FaceView);
        void Taro.showToast({ title: words.sent, icon: 'none' });
      }),
    withdraw: () =>
      void run(async () => {
        show(await call(withdrawFaceConsent, { params, body: {}, idempotencyKey: keys.current.withdraw }));
        keys.current.withdraw = newKey();
      }),
    agreeToKiosk: (version) =>
      void run(async () => {
        show(await call(agreeToKioskFace, { params, body: { version }, idempotencyKey: keys.current.kiosk }));
        keys.current.kiosk = newKey();
      }),
    withdrawFromKiosk: () =>
      void run(async () => {
        show(await call(withdrawKioskFace, { params, body: {}, idempotencyKey: keys.current.kiosk }));
        keys.current.kiosk = newKey();
      }),
  };
};
