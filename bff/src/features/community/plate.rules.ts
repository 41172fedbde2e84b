import { type Reading, reading, warning } from './fault.rules.js';
import { halfWidth, saysNothing } from './text.rules.js';

const province = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]';
const sign = '[A-HJ-NP-Z0-9]';

const kinds = [
  // ordinary: blue, yellow, and the last character of trailers, learners, police and cross-border cars
  new RegExp(`^${province}[A-Z]${sign}{4}[A-HJ-NP-Z0-9挂学警港澳试超]$`),
  // new energy: small cars name the kind first, large ones last
  new RegExp(`^${province}[A-Z][DABCEFGHJK]${sign}\\d{4}$`),
  new RegExp(`^${province}[A-Z]\\d{5}[DABCEFGHJK]$`),
  // emergency rescue
  new RegExp(`^${province}X?[A-Z]?\\d{4,5}应急$`),
  new RegExp(`^${province}[A-Z]${sign}{3,4}应急$`),
  // embassies and consulates
  /^使\d{6}$|^\d{6}使$/,
  new RegExp(`^${province}[A-Z]${sign}{4}[领使]$`),
  // armed police, army
  new RegExp(`^WJ${province}?\\d{4}[0-9A-Z]$`),
  /^[A-Z]{2}\d{5}$/,
  /^民航[A-Z0-9]{5,6}$/,
];

/** Whether a text is a plate of any Chinese kind, without spaces and points. */
export const isPlate = (text: string): boolean => kinds.some((kind) => kind.test(text));

const tidy = (text: string): string => text.toUpperCase().replace(/[\s·•・.\-_]/g, '');

/** The plate of a cell: 粤B·F36150, 粤b 84307; null when there is none that can be right. */
export const readPlate = (cell: string): Reading<string | null> => {
  if (saysNothing(cell)) return reading(null);
  const plain = halfWidth(cell);
  const whole = tidy(plain);
  if (isPlate(whole)) return reading(whole);
  const plates = plain
    .split(/[/、,;|\\]|\s{1,}(?=[^\d\s]{1,2}[A-Z])/iu)
    .map(tidy)
    .filter((piece) => piece !== '');
  const [first] = plates;
  if (plates.length > 1 && first && plates.every(isPlate))
    return reading(first, warning('plateSeveral', plates.length, first));
  return reading(null, warning('plateUnreadable', cell.trim()));
};
