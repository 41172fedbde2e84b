/// <reference types="@tarojs/taro" />

declare const __API_BASE__: string;
declare module '*.scss';
declare module '*.css';

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'h5';
  }
}
