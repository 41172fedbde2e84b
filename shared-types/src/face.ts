import { contract } from './contract.js';
import { Id, Instant, z } from './schemas.js';

/**
 * 刷脸开门 (S2). A consent of its own, by version; a photo for this purpose alone; both given and taken back by the
 * person themselves. Every door has another way.
 */

/** owner: taken back by themselves; left: does not live there any more; lapsed: the text of the consent is another one. */
export const faceEnds = ['owner', 'left', 'lapsed'] as const;
export type FaceEnd = (typeof faceEnds)[number];

/** waiting: on its way; on: it opens; failed: the terminal will not take the photo; leaving: being deleted; gone: deleted. */
export const faceCopyStates = ['waiting', 'on', 'failed', 'leaving', 'gone'] as const;
export type FaceCopyState = (typeof faceCopyStates)[number];

const FaceCopyView = z.object({
  /** 3栋2单元前门人脸机 */
  door: z.string(),
  state: z.enum(faceCopyStates),
  /** 能刷脸了 · 机器断网，连上就删 */
  words: z.string(),
});

export const FaceView = z.object({
  houseId: Id,
  houseLabel: z.string(),
  /** What is agreed to, in force now. */
  text: z.object({
    version: z.int(),
    intro: z.string(),
    points: z.array(z.object({ title: z.string(), body: z.string() })),
  }),
  /** Doors on the way home where a face opens; none: nothing to agree to. */
  doors: z.array(z.string()),
  /** 不刷脸也行：… */
  otherWays: z.string(),
  consent: z.nullable(
    z.object({
      version: z.int(),
      givenAt: Instant,
      /** 11月27日 10:54 同意（第 1 版） */
      givenWords: z.string(),
      /** 11月27日 10:55 交的照片; null: none yet. */
      photoWords: z.nullable(z.string()),
      copies: z.array(FaceCopyView),
    }),
  ),
  /** What was ended and is still being deleted, or was deleted lately; newest first. */
  ended: z.array(
    z.object({
      id: Id,
      /** 今天 10:54 您撤回了同意 */
      words: z.string(),
      /** Everywhere: the store and each terminal. */
      isGone: z.boolean(),
      goneWords: z.string(),
      copies: z.array(FaceCopyView),
    }),
  ),
  /** A face also says who stands at a kiosk (C4), for whoever agrees to that by itself; null: no kiosk has a terminal. */
  kiosk: z.nullable(
    z.object({
      text: z.object({
        version: z.int(),
        intro: z.string(),
        points: z.array(z.object({ title: z.string(), body: z.string() })),
      }),
      /** 服务驿站人脸机 */
      terminals: z.array(z.string()),
      /** 11月27日 10:54 同意（第 1 版）; null: not agreed to the text in force. */
      agreedWords: z.nullable(z.string()),
      actions: z.array(z.enum(['agree', 'withdraw'])),
    }),
  ),
  actions: z.array(z.enum(['consent', 'photo', 'withdraw'])),
});
export type FaceView = z.infer<typeof FaceView>;

const ofHouse = { as: ['owner'], on: { param: 'id', of: 'house', within: 'household' } } as const;
const params = z.object({ id: Id });

/** The caller's own, for one house. */
export const readFace = contract({
  name: 'readFace',
  summary: '我的刷脸开门',
  method: 'GET',
  path: '/houses/:id/face',
  auth: ofHouse,
  params,
  response: FaceView,
  errors: ['house.not_found'],
});

/** `version`: of the text that was read. */
export const giveFaceConsent = contract({
  name: 'giveFaceConsent',
  summary: '同意刷脸开门',
  method: 'POST',
  path: '/houses/:id/face/consent',
  auth: ofHouse,
  params,
  body: z.object({ version: z.int() }),
  response: FaceView,
  idempotent: true,
  errors: ['house.not_found', 'face.text_changed', 'face.no_door'],
});

/** JPEG, PNG, WebP or HEIC, one face, at least 480 px wide and high; instead of the one before. */
export const uploadFacePhoto = contract({
  name: 'uploadFacePhoto',
  summary: '交人脸照片',
  method: 'POST',
  path: '/houses/:id/face/photo',
  auth: ofHouse,
  params,
  bodyKind: 'upload',
  response: FaceView,
  idempotent: true,
  errors: [
    'house.not_found',
    'face.no_consent',
    'face.photo_small',
    'file.type_refused',
    'file.too_large',
    'file.broken',
  ],
});

/** At once; deleted everywhere within a minute, terminals that are cut off as soon as they are back. */
export const withdrawFaceConsent = contract({
  name: 'withdrawFaceConsent',
  summary: '撤回刷脸同意',
  method: 'POST',
  path: '/houses/:id/face/withdraw',
  auth: ofHouse,
  params,
  body: z.object({}),
  response: FaceView,
  idempotent: true,
  errors: ['house.not_found', 'face.no_consent'],
});

/** A consent of its own beside the one to doors, which goes on without it. `version`: of the text that was read. */
export const agreeToKioskFace = contract({
  name: 'agreeToKioskFace',
  summary: '同意在自助机刷脸',
  method: 'POST',
  path: '/houses/:id/face/kiosk',
  auth: ofHouse,
  params,
  body: z.object({ version: z.int() }),
  response: FaceView,
  idempotent: true,
  errors: ['house.not_found', 'face.no_consent', 'face.text_changed', 'face.no_kiosk'],
});

/** The doors stay as they are; the face goes from the kiosk's terminal within a minute. */
export const withdrawKioskFace = contract({
  name: 'withdrawKioskFace',
  summary: '不再在自助机刷脸',
  method: 'POST',
  path: '/houses/:id/face/kiosk/withdraw',
  auth: ofHouse,
  params,
  body: z.object({}),
  response: FaceView,
  idempotent: true,
  errors: ['house.not_found', 'face.no_consent'],
});
