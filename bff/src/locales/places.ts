export const placeTexts = {
  badCursor: '页码不对，请从头再看',
  areaNameTaken: '已经有这个名字的公共区域了',
} as const;
