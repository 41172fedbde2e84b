import type { ProblemTypeView } from 'shared-types/repair';

/** Words of a neighbour for a kind of trouble; a type without an entry is found by its own name. */
const everyday: Record<string, string> = {
  plumbing: '水管 漏水 喷水 水龙头 龙头 没水 水压 阀门 水表',
  drainage: '堵 马桶 下水 地漏 返水 反味 臭',
  electrical: '跳闸 没电 停电 插座 开关 电线 短路',
  lighting: '灯 路灯 楼道灯 不亮 闪',
  lift: '电梯 困人 按钮',
  access: '门禁 对讲 刷卡 门铃 单元门 锁',
  gate: '道闸 抬杆 车位 停车 车库',
  hvac: '空调 暖气 供暖 不热 不冷',
  leakage: '渗水 发霉 墙面 屋顶 漏雨 返潮',
  masonry: '瓷砖 地砖 墙皮 开裂 空鼓',
};

const score = ({ id, name, emergencies }: ProblemTypeView, said: string): number => {
  const words = [...(everyday[id]?.split(' ') ?? []), ...emergencies, name];
  let points = words.reduce((sum, word) => sum + (said.includes(word) ? word.length * 2 : 0), 0);
  // Two characters in a row of the type's own name: 电路, 照明, 道闸.
  for (let i = 0; i + 2 <= name.length; i += 1) if (said.includes(name.slice(i, i + 2))) points += 1;
  return points;
};

/** The likeliest first; without a hint they stay in their order. */
export const rankTypes = (types: readonly ProblemTypeView[], said: string): ProblemTypeView[] =>
  types
    .map((type, index) => ({ type, index, points: score(type, said) }))
    .sort((a, b) => b.points - a.points || a.index - b.index)
    .map(({ type }) => type);

/** What a search for these words finds. */
export const searchTypes = (types: readonly ProblemTypeView[], words: string): ProblemTypeView[] => {
  const wanted = words.trim();
  if (!wanted) return [...types];
  const hit = (type: ProblemTypeView): boolean =>
    score(type, wanted) > 0 ||
    [type.name, everyday[type.id] ?? '', ...type.emergencies].some((text) => text.includes(wanted));
  return rankTypes(types.filter(hit), wanted);
};
