import { homeWords } from './zh-CN/home';
import { identityWords } from './zh-CN/identity';
import { notificationWords } from './zh-CN/notification';
import { repairWords } from './zh-CN/repair';

/** Every word that an owner reads or hears. */
export const zh = {
  app: '安居',
  cancel: '算了',
  back: '返回',
  toHome: '回首页',
  ok: '好',
  close: '关上',
  picture: '照片',
  nextPicture: '下一张',
  retry: '再试一次',
  more: '看更多',
  loading: '正在读',
  chooseHouse: '看哪一套',
  sending: '正在送出',
  call: '打电话',
  callService: '给物业打电话',
  role: { owner: '业主', family: '家人', tenant: '租客' },
  greeting: (name: string | null, hour: number) => {
    const time =
      hour < 5
        ? '夜深了'
        : hour < 9
          ? '早上好'
          : hour < 12
            ? '上午好'
            : hour < 14
              ? '中午好'
              : hour < 18
                ? '下午好'
                : '晚上好';
    return name ? `${name}，${time}` : time;
  },
  tabs: { home: '首页', progress: '进度', me: '我的' },
  errors: {
    network: '网络断了，您填的都还在，连上再试',
    readFailed: '没读到，可能是网络断了',
    unknown: '出了点问题，请再试一次',
    noPage: '没有这个页面，先回首页',
    picture: '这张图片没传上去',
  },
  paySheet: {
    title: '模拟支付',
    simulated: '演示：浏览器里没有微信支付，这里代替它，不动真钱',
    pay: (amount: string) => `付 ${amount}`,
    refuse: '余额不足，付不成',
    cancel: '不付了',
  },
  signSheet: {
    title: '模拟签约',
    simulated: '演示：浏览器里没有微信的签约页，这里代替它，不动真钱',
    agree: '同意，开通自动扣款',
    cancel: '不签了',
  },
  document: { failed: '没有下载成，再试一次' },
  complaintStages: ['已提交', '已受理', '处理中', '已答复', '办结'],
  stages: ['已报修', '已派单', '已接单', '维修', '办结'],
  status: {
    submitted: '待派单',
    assigned: '已派单',
    working: '处理中',
    done: '等您确认',
    closed: '已办结',
    cancelled: '已取消',
  },
  urgent: '加急',
  seal: '已核验',
  promise: {
    respond: '回话',
    arrive: '到场',
    finish: '修好',
    callback: '回电话',
    confirm: '等您回话',
    stopFigure: '停',
    stopTitle: '先停着，不计时',
    stopDetail: (time: string) => `${time} 停的`,
    stopLabel: '停着，不计时',
    minutes: '分钟',
    hours: '小时',
    days: '天',
    seconds: '秒',
    within: (amount: string, what: string) => `${amount}内${what}`,
    over: (amount: string, what: string) => `说好${what}，晚了 ${amount}`,
    overTick: (figure: string) => `+${figure}`,
    due: (time: string, what: string) => `承诺 ${time} 前${what}`,
    leftLabel: (amount: string) => `还有${amount}`,
    overLabel: (amount: string) => `已经超时${amount}`,
  },
  ...homeWords,
  ...identityWords,
  ...repairWords,
  ...notificationWords,
} as const;
