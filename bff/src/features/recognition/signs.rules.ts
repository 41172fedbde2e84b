/**
 * Signs of danger: what is said of somebody or something in danger in one breath ("手" … "夹住"), and how it is said. A
 * word of danger alone is none: whether it is denied, long past, dealt with, feared or asked about decides.
 */

export interface Sign {
  name: string;
  /** Over normalised text (`normalise`). */
  patterns: readonly RegExp[];
}

/** How many characters before a sign a denial may stand. */
const reach = 12;

interface Match {
  text: string;
  start: number;
  end: number;
}

/** What takes a sign back, and where it stands: shortly before it, anywhere up to its end, or from it on. */
const ways: readonly { name: string; where: (match: Match) => string; pattern: RegExp }[] = [
  {
    name: 'denied',
    where: ({ text, start }) => text.slice(Math.max(0, start - reach), start),
    pattern:
      /(没有|没|未|并无|无|不是|冇|呒没|勿是|唔系|莫得|不曾|别|不要|不能|不许|防|防止|避免|以免|省得|免得)[^ ]{0,2}$/u,
  },
  {
    name: 'denied',
    // Within: "没反应" and "没人应" are signs themselves.
    where: ({ text, start, end }) => text.slice(start, end),
    pattern: /没有|并没|不是|没(困|夹|掉|漏|着|砸|打|伤|爆|冒|触|倒|压|烧|碰|摔|撞|淹|喷)/u,
  },
  {
    name: 'denied',
    // From it on: "树倒了，没压着车".
    where: ({ text, end }) => text.slice(end, end + reach),
    pattern: /没(压|砸|伤|夹|碰|烧|打|咬|漏|冒|掉|摔|有人|人在|什么事)|不在里面|人在外|人都在外|空的/u,
  },
  {
    name: 'mistaken',
    where: ({ text }) => text,
    pattern:
      /(?<!不是)(误报|误响|虚惊|谣言|假消息|测试|试响|演习|演练|玩笑)|以为(?!.{0,12}(结果|真))|其实(是|没)|原来(是|没|在)|闻错|看着像|听着像|说是.{0,8}(结果|其实)|跟.{1,5}似的|是假的|不是(煤气|燃气|火|烟|着火|打架|停电|漏电|爆|粪|外墙|小偷|救护|消防|偷|扔)/u,
  },
  {
    name: 'past',
    where: ({ text, end }) => text.slice(0, end),
    pattern:
      // "上次修过，今天又爆了" speaks of today.
      /(上次|上回|去年|前年|之前|以前|昨天|昨晚|昨日|前天|上个月|上周|上礼拜|上个礼拜|前几天|前阵子|前段|那次|那天|那回|曾经|从前|早先|月初|年初|小时候|当年|头几天|几年前|几个月前|寻日|昨儿)(?!.*(今天|今早|今晚|今儿|现在|这次|这回|这会|刚才|刚刚|还在|正在|又开始))/u,
  },
  {
    name: 'supposed',
    where: ({ text, end }) => text.slice(0, end),
    pattern:
      /万一|要是|如果|假如|若是|哪天|怕|担心|会不会|以防|预防|防止|差点|差一点|险些|迟早|早晚|总有一天|容易|可能会|听说|据说|新闻|演习|演练|宣传|培训|讲座|隐患/u,
  },
  {
    name: 'done',
    where: ({ text, start }) => text.slice(start),
    pattern:
      // "电梯停了出不来", "烟都出来了" and "已经漫到门口" are not done.
      /已经(修|处|换|解|好|关|扑|送|没|救|恢|停|走|散|灭|出来|复位)|修好|搞好|弄好|处理完|处理了|没事|恢复|救出|人.{0,2}出来了|自己出来|放出来|灭了(?!.{0,6}又)|扑灭|散了|自己停了|止住|关掉了|送医院了|都走了|抓到|不漏了|不流了|不响了|换过|换好|结案|查到|谢谢|多谢|感谢|锦旗|出院|查出|取消|虚惊/u,
  },
  {
    name: 'asked',
    where: ({ text, start }) => text.slice(start),
    // "怎么办" and a closing "呢" ask nothing.
    pattern: /吗|几点|什么时候|为什么|多少|谁负责|谁赔|原因|结果|查|监控|请问|想问|咨询|进度|赔/u,
  },
];

/**
 * The signs in a normalised text as features: `!name`; `!name~way` and `!any~way` for what takes it back, the latter
 * because that carries over from one kind of danger to another; `!name~live` and `!live` where nothing does.
 */
export const signsIn = (text: string, signs: readonly Sign[]): Set<string> => {
  const found = new Set<string>();
  for (const { name, patterns } of signs)
    for (const pattern of patterns) {
      const said = pattern.exec(text);
      if (!said) continue;
      const match = { text, start: said.index, end: said.index + said[0].length };
      const taken = ways.filter(({ where, pattern: back }) => back.test(where(match)));
      found.add(`!${name}`);
      for (const way of taken) {
        found.add(`!${name}~${way.name}`);
        found.add(`!any~${way.name}`);
      }
      if (taken.length > 0) continue;
      found.add(`!${name}~live`);
      found.add('!live');
    }
  return found;
};
