import type { ImportField } from 'shared-types/ledgerImport';
import { compact } from './text.rules.js';

/** What a heading says: a field, how surely, and in which kind of sheet. */
export interface HeadingGuess {
  field: ImportField;
  confidence: number;
}

type Words = [field: ImportField, confidence: number, words: RegExp];

const exactly = (...words: string[]): RegExp => new RegExp(`^(?:${words.join('|')})$`);

const person = '(?:业主|产权人|户主|房主|住户|客户|所有权?人|权利人|购房人|买受人)';
const phone = '(?:联系)?(?:电话|手机|手机号|手机号码|电话号码|号码|联系方式|移动电话|固定电话|固话|座机)';
const tenant = '(?:租客|租户|承租人|承租方|租赁人|租住人|租房人)';

const houseWords: Words[] = [
  ['sequence', 0.95, exactly('序号', '序', '编号', '行号', 'No\\.?', 'NO\\.?', '#', '流水号')],
  ['tenant', 0.95, exactly(tenant, `${tenant}(?:姓名|名称|名字|信息|资料|${phone})`, '现租客', '租赁情况', '租赁信息')],
  [
    'ownerNames',
    0.95,
    exactly(
      person,
      `${person}(?:姓名|名称|名字|名)`,
      '姓名',
      '共有人',
      '共有产权人',
      '业主（产权人）',
      '户名',
      '业主信息',
    ),
  ],
  [
    'phones',
    0.95,
    exactly(
      `${person}?${phone}(?:[一二三123①②]|\\d)?`,
      `(?:备用|第[一二三])${phone}`,
      'Tel',
      'TEL',
      '联络电话',
      '联系方法',
    ),
  ],
  [
    'idLastFour',
    0.95,
    exactly(
      '(?:身份证|证件)(?:号|号码)?(?:后四位|后4位|末四位|后四码|尾号|后四)',
      '身份证',
      '身份证号',
      '身份证号码',
      '证件号',
      '证件号码',
    ),
  ],
  [
    'address',
    0.95,
    exactly(
      '(?:房屋|房产|物业|房间|业主|小区|详细|单元)?地址',
      '(?:房屋|房产)?(?:坐落|座落)',
      '房屋(?:全称|位置|信息)',
      '房产(?:名称|信息)?',
      '房屋名称',
      '楼栋房号',
      '栋号房号',
      '楼房号',
      '楼号房号',
      '栋房号',
      '单元房号',
      '房屋',
      '住址',
      '资源名称',
      '楼栋单元房号',
      '楼号单元室号',
      '楼栋/单元/房号',
    ),
  ],
  [
    'building',
    0.95,
    exactly(
      '楼栋|栋号|楼号|幢号|座号|栋|幢|座|楼座|楼宇|楼|号楼|楼栋号|楼栋名称|栋数|座栋|栋座|楼幢|楼幢号|栋别|座别|楼宇名称|所在楼栋|所属楼栋|栋/座|楼盘楼栋',
    ),
  ],
  ['unit', 0.95, exactly('单元|单元号|单元名称|梯|梯号|梯位|门栋|门洞|所在单元|所属单元')],
  [
    'number',
    0.95,
    exactly(
      '房号|室号|房间号|房间号码|房屋号|门牌|门牌号|门牌号码|户号|室|房间|房间编号|房屋编号|商铺号|铺号|铺位号|房号/铺号|房屋号码|单位号|单位|号房',
    ),
  ],
  ['layout', 0.95, exactly('户型|房型|套型|格局|户型结构|房屋户型|结构|户型名称')],
  ['area', 0.98, exactly('(?:房屋|产权)?建筑面积|建面')],
  ['area', 0.9, exactly('面积|房屋面积|产权面积|计费面积|收费面积|房产面积|物业面积|证载面积|合同面积')],
  ['area', 0.5, exactly('套内面积|使用面积|实用面积|室内面积|套内建筑面积|套内')],
  [
    'usage',
    0.9,
    exactly('用途|房屋用途|物业类型|房屋类型|房产类型|房屋性质|房产性质|业态|物业性质|使用性质|规划用途|物业类别'),
  ],
  ['usage', 0.6, exactly('性质|类型|类别')],
  [
    'handedOverOn',
    0.95,
    exactly('(?:交房|入伙|入户|收楼|收房|交付|接房|交楼|领房|办理入伙|入住|移交)(?:日期|时间|日)'),
  ],
  [
    'occupancy',
    0.9,
    exactly(
      '状态|使用状态|居住状态|入住状态|房屋状态|居住情况|入住情况|使用情况|房态|现状|房屋现状|使用现状|居住状况|使用状况|入住状况|自住/出租',
    ),
  ],
  ['remark', 0.9, exactly('备注|说明|备考|附注|备注信息|备注说明|其他|其它|注')],
];

const parkingWords: Words[] = [
  ['sequence', 0.95, exactly('序号', '序', '行号', 'No\\.?', 'NO\\.?', '#')],
  [
    'spaceNumber',
    0.97,
    exactly('车位号|车位编号|车位|泊位号|泊位|车位号码|停车位|停车位号|停车位编号|车位名称|车库号|泊位编号'),
  ],
  ['spaceNumber', 0.6, exactly('编号|号码')],
  [
    'zone',
    0.9,
    exactly('区域|车位区域|分区|停车区|停车区域|车场|停车场|车库|位置|库区|所在区域|楼层|车位位置|所属车场'),
  ],
  [
    'tenure',
    0.95,
    exactly(
      '产权/租赁|租赁/产权|产权或租赁|产权性质|车位性质|车位类型|使用性质|权属|权属性质|租售|租售状态|取得方式|使用方式|车位权属|车位状态',
    ),
  ],
  ['tenure', 0.7, exactly('性质|类型|类别|状态|产权')],
  [
    'boundHouse',
    0.95,
    exactly('(?:绑定|对应|关联|所属|使用|业主|匹配)(?:的)?(?:房号|房屋|房产|房间|住房|户号|地址)|绑定'),
  ],
  ['boundHouse', 0.85, exactly('房号|房间号|房屋|地址|房屋地址|门牌|门牌号|住址|楼栋房号|室号|房产')],
  ['plate', 0.97, exactly('车牌|车牌号|车牌号码|车号|车辆牌照|牌照|牌照号|绑定车牌|登记车牌|车辆号牌|号牌|车牌1')],
];

/** A heading without spaces, units in brackets and marks that a field is required. */
export const plainHeading = (heading: string): string =>
  compact(heading)
    .replace(/\((?:必填|选填|㎡|m²|m2|平方米|平米|平方|元|格式.*|请.*|如.*|例.*)\)/giu, '')
    .replace(/[*:：]/g, '')
    .replace(/[[\]【】]/g, '');

const guess = (heading: string, list: Words[]): HeadingGuess | null => {
  for (const [field, confidence, words] of list) if (words.test(heading)) return { field, confidence };
  return null;
};

/** Signs that a column speaks of somebody else, or of money: never taken for an owner's number or a house's area. */
const others =
  /紧急|亲属|家属|配偶|代理|中介|管家|物业(?:电话|联系)|开发|单价|费|金额|价|税|分摊|公摊|装修|年限|签约|出生|到期|截止|合同/;

/** Words that a longer heading holds: less sure than a heading that is the word. */
const houseParts: Words[] = [
  ['tenant', 0.7, /租客|租户|承租/],
  ['idLastFour', 0.7, /身份证|证件号/],
  ['phones', 0.7, /电话|手机|联系方式|tel|phone|mobile/i],
  ['ownerNames', 0.7, /业主|产权人|户主|房主|姓名|owner/i],
  ['area', 0.7, /建筑面积|建面|面积|㎡|area/i],
  ['handedOverOn', 0.7, /交房|入伙|收楼|收房|交付|接房|交楼/],
  ['unit', 0.7, /^单元|unit/i],
  ['building', 0.65, /^楼栋|^栋|^幢|^楼号|building/i],
  ['number', 0.65, /房号|室号|门牌|房间号|铺号|room/i],
  ['address', 0.6, /地址|坐落|address/i],
  ['layout', 0.6, /户型|房型/],
  ['occupancy', 0.6, /居住|入住|状态|status/i],
  ['usage', 0.6, /用途|业态/],
  ['remark', 0.6, /备注|说明|remark|note/i],
];
const parkingParts: Words[] = [
  ['plate', 0.75, /车牌|牌照|plate/i],
  ['spaceNumber', 0.7, /车位|泊位/],
  ['boundHouse', 0.7, /房号|房屋|房产|地址/],
  ['tenure', 0.65, /产权|租赁|权属/],
  ['zone', 0.6, /区域|位置/],
];

/** What a heading of a sheet of houses, or of parking spaces, means. */
export const guessHeading = (text: string, kind: 'houses' | 'parking'): HeadingGuess | null => {
  const heading = plainHeading(text);
  if (heading === '' || heading.length > 20) return null;
  const exact = guess(heading, kind === 'houses' ? houseWords : parkingWords);
  if (exact || others.test(heading)) return exact;
  if (kind === 'houses' && /车位|车牌|泊位/.test(heading)) return null;
  return guess(heading, kind === 'houses' ? houseParts : parkingParts);
};
