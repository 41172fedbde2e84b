import Taro from '@tarojs/taro';

/** Everything this device keeps, by name. */
export const keys = {
  token: 'anju.token',
  largeType: 'anju.largeType',
  draft: 'anju.reportDraft',
  house: 'anju.house',
  doorKeys: 'anju.doorKeys',
  signedOut: 'anju.signedOut',
} as const;

export const read = <T>(key: string): T | null => {
  const value = Taro.getStorageSync(key) as T | '' | null | undefined;
  return value === '' || value === undefined ? null : value;
};

export const write = (key: string, value: unknown): void => {
  if (value === null) Taro.removeStorageSync(key);
  else Taro.setStorageSync(key, value);
};
