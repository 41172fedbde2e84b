export interface ComplaintStory {
  /** 0: today, and nobody has taken it yet. */
  daysAgo: number;
  categoryId: string;
  /** A public area with this in its name. */
  area: string;
  /** Which of the owners speak, from this one on. */
  from: number;
  /** One household each. */
  said: readonly string[];
  anonymous?: boolean;
  result: string;
  answer: string;
  /** By household; absent: accepted without stars. */
  stars: readonly number[];
  outcome?: { title: string; text: string };
}

/** Of the demo's four months. */
export const complaintStories: readonly ComplaintStory[] = [
  {
    ...{ daysAgo: 96, categoryId: 'cleaning', area: '垃圾分类点', from: 4, stars: [4, 5, 4] },
    said: [
      '垃圾分类点味道太大，夏天苍蝇乱飞，早上都不敢走那边',
      '分类点的桶满出来了，汤水流到路上，一股味',
      '垃圾分类点几天没冲洗，地上黏脚',
    ],
    result: '桶全部清空，地面高压冲洗，喷了药',
    answer: '垃圾分类点已经清空、冲洗、消杀。从明天起改为早、中、晚各收一次，每天冲洗一次，由保洁主管签字。',
    outcome: {
      title: '垃圾分类点味道大、收运不及时',
      text: '多户反映垃圾分类点气味大、桶满外溢。当天清空、冲洗、消杀；以后每天收运三次、冲洗一次，主管签字，记录贴在现场。',
    },
  },
  {
    ...{ daysAgo: 71, categoryId: 'noise', area: '中心花园', from: 11, stars: [3] },
    said: ['晚上十点多还在中心花园放音响跳舞，孩子要睡觉'],
    anonymous: true,
    result: '当面劝停，约好每晚八点半结束',
    answer: '已和跳舞的居民商量好，每晚八点半结束，音量调低。保安八点半会去看一眼，还有就请您再告诉我们。',
  },
  {
    ...{ daysAgo: 48, categoryId: 'gate', area: '地下车库A区', from: 17, stars: [2, 3] },
    said: ['地下车库A区消防通道总停着车，我的车出不来', '车库A区有车长期占道，叫了几次没人管'],
    result: '联系车主挪车，通道口加了警示柱',
    answer: '占道的车当天挪走，通道口装了警示柱。以后保安每两小时巡一次，占道的先打电话，半小时不挪就贴单、记录。',
    outcome: {
      title: '地下车库A区消防通道被占',
      text: '两户反映车库A区消防通道停车。车辆已挪走，加装警示柱，保安每两小时巡查一次并记录。',
    },
  },
  {
    ...{ daysAgo: 30, categoryId: 'service', area: '南门岗亭', from: 23, stars: [4] },
    said: ['南门保安不问清楚就不让送菜的老人进，说话很冲'],
    result: '',
    answer: '我们看了录像，保安说话确实不对，已经当面道歉并重新培训。送菜、探望的老人登记就能进，请您监督。',
  },
  {
    ...{ daysAgo: 12, categoryId: 'greening', area: '儿童游乐场', from: 31, stars: [5, 5] },
    said: ['游乐场边上的树枝垂下来，差点戳到孩子眼睛', '儿童游乐场的灌木长得太密，里面还有碎玻璃'],
    result: '修剪了树枝和灌木，碎玻璃清干净',
    answer: '树枝和灌木当天修剪，碎玻璃清理干净。以后每月修剪一次，每周检查一次游乐场。',
    outcome: {
      title: '儿童游乐场树枝和碎玻璃',
      text: '两户反映游乐场树枝过低、灌木里有碎玻璃。当天修剪清理，以后每月修剪、每周检查。',
    },
  },
  {
    ...{ daysAgo: 0, categoryId: 'cleaning', area: '3栋1单元门厅', from: 6, stars: [] },
    said: ['3栋大堂地上黏糊糊的，好几天没拖了', '大堂好几天没人拖地，快递盒也堆着', '3栋一楼大堂很脏，有股味道'],
    ...{ result: '', answer: '' },
  },
  {
    ...{ daysAgo: 0, categoryId: 'noise', area: '3栋楼道', from: 14, stars: [] },
    said: ['楼下装修公司中午不休息一直打钻，老人没法午睡'],
    ...{ anonymous: true, result: '', answer: '' },
  },
];
