const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿', '万亿'];

/** Four digits: 1030 → 壹仟零叁拾. */
const group = (value: number): string => {
  let words = '';
  let zero = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      zero = words !== '';
      continue;
    }
    words += `${zero ? '零' : ''}${digits[digit]}${places[place]}`;
    zero = false;
  }
  return words;
};

const yuan = (whole: number): string => {
  let words = '';
  let gap = false;
  for (let index = groups.length - 1; index >= 0; index--) {
    const value = Math.floor(whole / 10_000 ** index) % 10_000;
    if (value === 0) {
      gap = words !== '';
      continue;
    }
    words += `${words !== '' && (gap || value < 1000) ? '零' : ''}${group(value)}${groups[index]}`;
    gap = false;
  }
  return words;
};

/** An amount as receipts write it, which cannot be altered with one stroke: 49994 → 肆佰玖拾玖元玖角肆分. */
export const amountInWords = (fen: number): string => {
  const size = Math.abs(fen);
  const whole = Math.floor(size / 100);
  const jiao = Math.floor(size / 10) % 10;
  const cents = size % 10;
  const head = whole > 0 ? `${yuan(whole)}元` : '';
  const sign = fen < 0 ? '负' : '';
  if (jiao === 0 && cents === 0) return `${sign}${head || '零元'}整`;
  if (cents === 0) return `${sign}${head}${digits[jiao]}角整`;
  const tenths = jiao > 0 ? `${digits[jiao]}角` : head ? '零' : '';
  return `${sign}${head}${tenths}${digits[cents]}分`;
};
