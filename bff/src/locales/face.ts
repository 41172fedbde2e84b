import type { FaceEnd } from 'shared-types/face';
import type { CopyProblem } from '../features/face/face.entity.js';

/**
 * Words of faces at doors (S2). The text of the consent has a version: when what is said changes, the version does, and
 * every consent to an earlier one is over.
 */

const problems: Record<CopyProblem, string> = {
  unreachable: '机器断网',
  no_answer: '机器没有回话',
  refused: '机器的登录密码不对',
  unsupported: '机器没有人脸功能',
  bad_photo: '机器认不出照片里的脸',
  full: '机器存满了',
  rejected: '机器没有接受',
  busy: '机器正忙',
  card_taken: '机器里已有同号的卡',
  no_login: '机器还没有登录账号',
};

export const faceTexts = {
  consent: {
    version: 1,
    intro: '刷脸只是多一种方便，不同意也不影响您进出。请先看完下面几条，再决定。',
    points: [
      { title: '收什么', body: '您本人的一张正面照片。只收您自己的，不替家里人收。' },
      { title: '做什么用', body: '只用来开您回家路上的门。不用于考勤、缴费、画像，也不给别的单位。' },
      {
        title: '放在哪里',
        body: '照片加密存放，只发到您家这几道门的人脸机。物业人员看不到照片，只看得到有几张、还有几张没删完。',
      },
      {
        title: '留多久',
        body: '用到您撤回同意或搬走为止。撤回后一分钟内从系统和人脸机里删除；断网的机器一连上就删，删完会告诉您。',
      },
      { title: '不刷脸也行', body: '人脸机旁边一定有别的开门办法，没有的地方系统不放人脸；物业不会要求任何人刷脸。' },
    ],
  },
  /** Agreed to by itself, beside the doors; its version is its own. */
  kiosk: {
    version: 1,
    intro: '愿意的话，站到服务驿站的自助机前不用刷卡，看一下旁边的人脸机就能报修。不同意也行，刷卡、找工作人员都照旧。',
    points: [
      { title: '做什么用', body: '只用来在自助机前认出是您，好给您自己的房子报修。别的事，刷脸办不了。' },
      { title: '放在哪里', body: '您交过的那张照片，另外发到自助机旁边的人脸机里。自助机上没有照片，也不留照片。' },
      { title: '留多久', body: '撤回这一项、撤回刷脸同意或搬走，一分钟内从那台人脸机里删除；开门的不受影响。' },
    ],
  },
  /** 3栋2单元1102（自助机，第 1 版） */
  kioskSubject: (house: string, version: number) => `${house}（自助机，同意书第 ${version} 版）`,
  otherWays: '不刷脸也行：每台人脸机旁边都有不认脸的门禁，门岗也照样能开。',
  somebody: '住户',
  /** 3栋2单元1102（第 1 版） */
  subject: (house: string, version: number) => `${house}（同意书第 ${version} 版）`,
  ends: { owner: '本人撤回', left: '已搬走', lapsed: '同意书换了新版' } satisfies Record<FaceEnd, string>,
  jobs: { sync: '给人脸机送或删人脸', erase: '删人脸照片', watch: '看谁的人脸该删、哪台机器回来了' },
  given: (when: string, version: number) => `${when} 同意（第 ${version} 版）`,
  photo: (when: string) => `${when} 交的照片`,
  ended: (when: string, why: FaceEnd): string =>
    ({
      owner: `${when} 您撤回了同意`,
      left: `${when} 您不再住这一户，同意自动结束`,
      lapsed: `${when} 同意书换了新版，旧的同意自动结束`,
    })[why],
  gone: (when: string) => `${when} 已经全部删除：照片没有了，每台机器里也没有了`,
  leaving: (left: number) => (left > 0 ? `还有 ${left} 处没有删完，一直在试` : '正在删除照片'),
  copies: {
    waiting: '正在送过去',
    on: '能刷脸了',
    leaving: '正在删除',
    gone: '已删除',
  },
  /** 机器断网，一连上就送 */
  waitingFor: (problem: CopyProblem) => `${problems[problem]}，会一直再试`,
  failed: (problem: CopyProblem | null) =>
    problem === 'bad_photo' ? '认不出照片里的脸，请换一张' : problems[problem ?? 'rejected'],
  leavingFor: (problem: CopyProblem) => `${problems[problem]}，一恢复就删`,
  terminal: {
    faces: (count: number) => `${count} 张人脸`,
    unasked: '还没有连上过',
    faceless: '没有人脸功能，只当普通门用',
    problem: (problem: CopyProblem) => problems[problem],
    leaving: (span: string) => `最早的一条等了 ${span}`,
  },
  span: {
    seconds: (n: number) => `${n} 秒`,
    minutes: (n: number) => `${n} 分钟`,
    hours: (n: number) => `${n} 小时`,
  },
};
