import { contract } from './contract.js';
import { Id, z } from './schemas.js';

/** What staff see of faces: how many, and what is still to be deleted. No picture, and nobody's name. */

export const FaceTerminalView = z.object({
  id: Id,
  name: z.string(),
  /** 6 张人脸 · 机器没有人脸功能 · 登录密码不对 */
  words: z.string(),
  faces: z.int(),
  /** Sent there and not taken yet. */
  waiting: z.int(),
  leaving: z.int(),
  /** 最早的一条等了 3 分钟; null: nothing is being deleted. */
  leavingWords: z.nullable(z.string()),
  tone: z.enum(['ok', 'wait', 'bad']),
});
export type FaceTerminalView = z.infer<typeof FaceTerminalView>;

export const readFaceCounts = contract({
  name: 'readFaceCounts',
  summary: '人脸机和待删除',
  method: 'GET',
  path: '/staff/gate/faces',
  auth: { as: ['staff'], may: 'gate.watch' },
  response: z.object({
    /** Of the text of the consent. */
    version: z.int(),
    people: z.int(),
    /** Whose face is still somewhere although it must not be. */
    leaving: z.int(),
    terminals: z.array(FaceTerminalView),
  }),
  errors: [],
});
