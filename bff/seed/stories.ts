/** What owners said, and what was done: the demo's history is drawn from these. */
export interface Story {
  type: string;
  spot: string | null;
  text: string;
  emergency?: string;
  result: string;
  /** Which picture shows it. */
  picture: 'leak' | 'puddle' | 'lamp' | 'lift' | 'wall' | 'drain' | 'door' | 'litter';
  /** A word of the public area's name, when it is not in somebody's house. */
  area?: string;
}

export const stories: Story[] = [
  {
    type: 'plumbing',
    spot: '厨房',
    text: '厨房水槽下面的水管一直喷水，柜子都泡了',
    emergency: '大量漏水',
    result: '角阀老化断裂，换了 4 分角阀和软管，试压不漏。',
    picture: 'leak',
  },
  {
    type: 'plumbing',
    spot: '卫生间',
    text: '马桶进水管滴水，一晚上接了半盆',
    result: '换了进水软管和密封圈，试水十分钟不滴。',
    picture: 'leak',
  },
  { type: 'plumbing', spot: '阳台', text: '阳台洗衣机龙头关不紧', result: '换了龙头阀芯。', picture: 'leak' },
  {
    type: 'drainage',
    spot: '厨房',
    text: '厨房下水很慢，洗碗要等半天',
    result: '支管油垢堵住，疏通后放水三分钟不积。',
    picture: 'drain',
  },
  {
    type: 'drainage',
    spot: '卫生间',
    text: '卫生间地漏反味，还往上冒水',
    emergency: '污水返涌',
    result: '主管疏通，清出毛发和湿巾，地漏换了防返味芯。',
    picture: 'drain',
  },
  {
    type: 'electrical',
    spot: '客厅',
    text: '客厅插座全没电了，空开推不上去',
    result: '插座进水短路，换了插座和空气开关，绝缘合格。',
    picture: 'lamp',
  },
  {
    type: 'electrical',
    spot: '卧室',
    text: '卧室开关一按就有火花',
    emergency: '打火花',
    result: '开关触点烧蚀，换了开关，线头重新压接。',
    picture: 'lamp',
  },
  {
    type: 'lighting',
    spot: null,
    text: '楼道灯全不亮，晚上上楼看不见',
    result: '声控开关坏了两个，换新，三次都亮。',
    picture: 'lamp',
    area: '楼道',
  },
  {
    type: 'lighting',
    spot: null,
    text: '车库拐角的灯一直闪',
    result: '换了 LED 灯管和镇流器。',
    picture: 'lamp',
    area: '地下车库',
  },
  {
    type: 'lift',
    spot: null,
    text: '电梯关门的时候有异响，咯噔一下',
    result: '门滑块磨损，更换并润滑，空载运行三趟正常。',
    picture: 'lift',
    area: '电梯',
  },
  {
    type: 'lift',
    spot: null,
    text: '电梯按 7 楼不亮，要按好几次',
    result: '按钮板接触不良，更换按钮。',
    picture: 'lift',
    area: '电梯',
  },
  {
    type: 'access',
    spot: null,
    text: '单元门刷卡没反应，要等别人开',
    result: '读卡头进水，更换并做了防水。',
    picture: 'door',
    area: '门厅',
  },
  {
    type: 'access',
    spot: '客厅',
    text: '对讲能听见声音但开不了门',
    result: '室内机开锁继电器坏，更换后试开五次正常。',
    picture: 'door',
  },
  {
    type: 'gate',
    spot: null,
    text: '北门道闸不抬杆，堵了一排车',
    result: '地感线圈断线，重新接好，抬落各五次正常。',
    picture: 'door',
    area: '北门道闸',
  },
  {
    type: 'hvac',
    spot: '卧室',
    text: '空调不制冷，外机响得厉害',
    result: '清洗滤网和外机，补了制冷剂，出风 14 度。',
    picture: 'wall',
  },
  {
    type: 'leakage',
    spot: '卧室',
    text: '下雨以后卧室外墙那面渗水，墙皮起泡',
    result: '外墙裂缝注浆补胶，约好下场雨后复看。',
    picture: 'wall',
  },
  {
    type: 'leakage',
    spot: '卫生间',
    text: '楼上卫生间往我家漏水，天花板一片黄',
    result: '楼上地漏周边防水失效，重做防水，闭水 24 小时不漏。',
    picture: 'puddle',
  },
  {
    type: 'masonry',
    spot: '客厅',
    text: '客厅地砖空鼓，走上去咔咔响',
    result: '起了四块重新铺，填缝。',
    picture: 'wall',
  },
  {
    type: 'masonry',
    spot: null,
    text: '楼下台阶缺了一块，老人差点绊倒',
    result: '补好台阶，贴了防滑条。',
    picture: 'wall',
    area: '门厅',
  },
  {
    type: 'windows',
    spot: '卧室',
    text: '窗户把手松了，关不严漏风',
    result: '换了执手和密封胶条，开合顺畅。',
    picture: 'door',
  },
  {
    type: 'appliance',
    spot: '厨房',
    text: '抽油烟机不转了',
    result: '电容坏，换了电容，三档都正常。',
    picture: 'drain',
  },
  {
    type: 'network',
    spot: '书房',
    text: '宽带断了，弱电箱里灯不亮',
    result: '入户线水晶头氧化，重做接头，测速正常。',
    picture: 'lamp',
  },
  {
    type: 'cleaning',
    spot: null,
    text: '电梯厅有一滩饮料，黏脚',
    result: '已清洗并用清洁剂去黏。',
    picture: 'puddle',
    area: '电梯',
  },
  {
    type: 'cleaning',
    spot: null,
    text: '南门东边的垃圾桶满了，苍蝇很多',
    result: '清运并冲洗桶身，加了一次消杀。',
    picture: 'litter',
    area: '垃圾分类点',
  },
  {
    type: 'greening',
    spot: null,
    text: '中心花园的草坪积水，孩子一踩一脚泥',
    result: '挖了排水沟，补了草皮。',
    picture: 'puddle',
    area: '中心花园',
  },
  {
    type: 'pest',
    spot: '厨房',
    text: '厨房有蟑螂，晚上一开灯就跑',
    result: '投放饵剂，两周后复查。',
    picture: 'litter',
  },
  {
    type: 'noise',
    spot: null,
    text: '楼上装修中午还在敲，孩子睡不了',
    result: '到场劝停，和装修队约定 12 点到 14 点半不施工。',
    picture: 'door',
  },
];

/** What owners wrote with their stars. */
export const praises: { stars: number; text: string | null }[] = [
  { stars: 5, text: '来得很快，师傅还把地擦干净了' },
  { stars: 5, text: null },
  { stars: 5, text: '修好了，讲得也清楚' },
  { stars: 4, text: '修得不错，就是等了一会儿' },
  { stars: 5, text: '谢谢师傅' },
  { stars: 4, text: null },
  { stars: 3, text: '修好了，不过约的时间晚了半小时' },
  { stars: 5, text: '换的配件给我看了旧的，放心' },
];
