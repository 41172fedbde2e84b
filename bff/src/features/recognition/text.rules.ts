/** A text as features: what a classifier sees of it. */

/** Traditional characters that speak of trouble in a house, each before its simplified form. */
const traditional = new Map(
  Array.from(
    '電电樓楼門门燈灯氣气閘闸車车漏漏煙烟熱热風风機机壓压線线開开關关壞坏掉掉牆墙頂顶滲渗黴霉窗窗戶户鎖锁鑰钥卡卡' +
      '蟲虫鼠鼠蟻蚁噪噪裝装響响亂乱費费賬账單单繳缴發发票票態态務务僱雇員员樹树綠绿壓压傷伤賊贼偷偷搶抢斷断爛烂裡里' +
      '裏里們们個个來来還还這这沒没進进過过動动無无誰谁說说請请問问點点時时間间頭头兩两幾几層层廚厨廁厕衛卫馬马訊讯' +
      '號号網网絡络視视寬宽纜缆臺台陽阳颱台倒倒塊块磚砖濕湿滴滴嚴严堵堵塞塞閉闭對对講讲師师傅傅維维護护報报應应該该' +
      '溫温暖暖冷冷製制凍冻爐炉竈灶燒烧焦焦嗆呛聞闻瀉泻洩泄閃闪觸触觀观搖摇墜坠夾夹困困嬰婴兒儿媽妈爺爷奶奶孫孙',
  ).reduce<[string, string][]>((pairs, char, at, all) => {
    if (at % 2 === 0) pairs.push([char, all[at + 1] ?? char]);
    return pairs;
  }, []),
);

/** Half-width, lower case, simplified; what is neither a letter nor a character ends a phrase. */
export const normalise = (text: string): string =>
  Array.from(text.normalize('NFKC').toLowerCase(), (char) => traditional.get(char) ?? char)
    .join('')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();

const longestGram = 3;

/** Runs of one to three characters within a phrase, and whole words in Latin letters. */
const grams = (normal: string): Set<string> => {
  const found = new Set<string>();
  for (const run of normal.match(/\p{Script=Han}+|[^\p{Script=Han}\s]+/gu) ?? []) {
    if (!/\p{Script=Han}/u.test(run)) {
      found.add(run);
      continue;
    }
    const chars = Array.from(run);
    for (let size = 1; size <= longestGram; size++)
      for (let at = 0; at + size <= chars.length; at++) found.add(chars.slice(at, at + size).join(''));
  }
  return found;
};

/** A feature with its weight in the text. */
export type Features = Map<string, number>;

/** Everyday word -> the types that it speaks of. */
export type Lexicon = ReadonlyMap<string, readonly string[]>;

const longestWord = 6;

/** Type -> how many of its words stand in the text. */
const wordHits = (normal: string, lexicon: Lexicon): Map<string, number> => {
  const chars = Array.from(normal);
  const seen = new Set<string>();
  const hits = new Map<string, number>();
  for (let at = 0; at < chars.length; at++)
    for (let size = 1; size <= longestWord && at + size <= chars.length; size++) {
      const word = chars.slice(at, at + size).join('');
      const typeIds = lexicon.get(word);
      if (!typeIds || seen.has(word)) continue;
      seen.add(word);
      for (const typeId of typeIds) hits.set(typeId, (hits.get(typeId) ?? 0) + 1);
    }
  return hits;
};

/** n-grams share a length of one, so that long stories don't shout down short ones; words of a type count on top. */
export const typeFeatures = (text: string, lexicon: Lexicon): Features => {
  const normal = normalise(text);
  const features = spread(grams(normal));
  for (const [typeId, hits] of wordHits(normal, lexicon)) features.set(`type:${typeId}`, Math.min(1, 0.4 + 0.2 * hits));
  return features;
};

const spread = (found: ReadonlySet<string>): Features => {
  const weight = 1 / Math.sqrt(Math.max(1, found.size));
  return new Map(Array.from(found, (gram) => [gram, weight]));
};

/** Words that leave little doubt; told by the classifier, which also hears what stands beside them. */
const clearWords: Record<string, RegExp> = {
  爆管: /爆管|管子?.{0,5}(爆了|爆开|炸|崩|突然断)|管.{0,6}(爆|裂了|断了?|破了?).{0,10}(喷|乱|堵不住|水压)|水柱|狂喷|喷得|乱喷/,
  大量漏水:
    /发大?水|全是水|哗哗|哗啦|瀑布|跑水|止不住|接不过来|漫出来|满屋.{0,2}水|没过脚|都是水|漏得.{0,4}(厉害|大)|关不住/,
  淹到电器或楼下:
    /水.{0,12}(楼下|插座|插线板|配电箱|电箱|冰箱|电视|地插|灯座|电器)|(漏|流|滴|淌|泡|漫|淹|下雨).{0,6}(楼下|插座|插线板|电箱|地插|灯座|电器)/,
  污水返涌:
    /(粪|屎|臭水|污水|脏水|黑水).{0,10}(涌|冒|喷|翻|溢|漫|淹|倒灌|返)|(涌|冒|翻|喷|返).{0,6}(粪|屎|臭水|污水|脏水)|倒灌|往外溢/,
  冒烟: /冒.{0,4}烟(?!头)|浓烟|黑烟|有烟(?!头)|全是烟|烟.{0,3}(呛|冒)/,
  打火花: /打火(?!灶)|火花|火星|放电|蓝光/,
  触电: /触电|漏电|带电|有电.{0,5}(麻|碰|打)|(被|给).{0,5}(电了|电到|电打)|电到|麻手/,
  整栋停电: /(整|全|成|一)(栋|幢|楼).{0,4}(停电|没电|断电|冇电|熄|黑)|(这栋|这楼|整楼).{0,4}(停电|没电|全黑|全都没电)/,
  困人: /(困|关|闷|锁)(住|在|系)?.{0,5}(电梯|梯子|号梯|轿厢)|(电梯|梯子|轿厢).{0,14}(困|出不来|出唔来|救命|被关|打不开|扒不开|闷住|拍门|有.{0,2}个?人(没出|出不|在喊)|在里面|里面有.{1,2}个人)|被困/,
  坠落感: /(电梯|梯子|轿厢).{0,12}(坠|掉|沉|溜|滑)|下坠|失重|溜梯|自由落体/,
  夹人: /夹.{0,6}(人|手|脚|腿|孩|老|胳膊|轮椅)|(人|手|脚|腿|胳膊|孩|老).{0,4}(被|卡|夹).{0,5}(夹|缝|住)/,
  有人被锁且有危险:
    /(反锁|锁在|关在|锁死|锁着|锁坏).{0,16}(火|哭|晕|应|反应|医院|舒服|阳台|热|进不去|出不)|(孩|老人|婴儿|宝宝|摔倒|晕).{0,12}(反锁|锁)/,
  消防通道被堵且正在救援: /(救护车|消防车|救火车|急救|担架|消防员|120).{0,14}(进不|开不|过不|堵|挡|卡|不抬|挪)/,
  外墙脱落有砸人危险: /(外墙|墙皮|墙砖|保温层|楼体|空调板|石材).{0,14}(往下掉|掉下来|掉砖|砸|要掉|悬|晃)/,
  窗扇将坠落: /窗.{0,12}(掉|悬|挂|坠|脱落|脱了轨|砸)/,
  闻到燃气味: /(燃气|煤气|天然气|瓦斯)味|臭鸡蛋|味.{0,4}(燃气|煤气)|(燃气|煤气|天然气|瓦斯).{0,3}味/,
  燃气泄漏: /(燃气|煤气|天然气|气管|气罐).{0,6}(泄|漏)|漏气|跑气|燃气.{0,6}(喷|挖)|燃气报警器.{0,3}(响|叫)/,
  着火: /(?<!不)着火|起火|失火|火苗.{0,4}(窜|冒)|冒火|烧起来|自燃|火势/,
  消防报警: /(警铃|火警|警报|消防报警|消防主机|烟雾报警器|消防.{0,2}报警).{0,8}(响|叫|疏散|广播|报警)|火警广播|喷淋喷/,
  树倒伤人或压车: /树.{0,8}(倒|断|冧|砸|掉).{0,12}(人|车|压|砸)|树倒|树.{0,4}要倒/,
  打架: /打架|打起来|打人|动手|砍人|抡|围着.{0,5}打|打交/,
  盗窃正在发生: /小偷|贼|撬|偷电瓶|翻窗|砸车|拉车门/,
  高空抛物: /高空抛物|(楼上|高层|天上|楼顶).{0,8}(扔|抛|丢|掉)|往下(扔|丢|抛)/,
  有人受伤: /流血|摔|受伤|晕倒|溺水|骨折|断了.{0,4}腿|腿.{0,4}断|被撞|打伤|被.{0,3}咬/,
};

/** Words that move it into the past, into talk or into a wish. */
const guards: Record<string, RegExp> = {
  past: /上次|上回|去年|前年|之前|以前|昨|前天|上个?(月|周|礼拜)|前几天|那次|那天|曾经|后来|已经|过一次|过人|以后|之后/,
  not: /没有?(困|被|爆|着|打|掉|倒|闻|溢|冒|漏|砸|动|人)|(?<!是)不是|没事|幸好|误报|其实是|没人在|没有人/,
  talk: /怕|担心|万一|检修|往哪|天天|常常|经常|会不会|演习|演练|培训|宣传|通知|听说|新闻|朋友圈|请问|怎么赔|想问|能不能|什么时候|怎么办理|投诉|提前|常年/,
};
const urgent = /快|救命|正在|现在|还在|马上|赶紧|刚|止不住|一直/;

export const emergencyFeatures = (text: string): Features => {
  const normal = normalise(text);
  const features = spread(grams(normal));
  const held = Object.entries(guards).filter(([, pattern]) => pattern.test(normal));
  const clear = Object.entries(clearWords).filter(([, pattern]) => pattern.test(normal));
  for (const [guard] of held) features.set(`guard:${guard}`, 0.5);
  if (urgent.test(normal)) features.set('urgent', 0.4);
  for (const [words] of clear) features.set(held.length > 0 ? `held:${words}` : `clear:${words}`, 0.8);
  if (clear.length > 0) features.set(held.length > 0 ? 'held' : 'clear', 0.6);
  return features;
};
