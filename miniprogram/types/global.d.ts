/// <reference types="@tarojs/taro" />

declare const __API_BASE__: string;
/** The build has WeChat's speech plugin. */
declare const __WECHAT_SI__: boolean;
declare const requirePlugin: (name: string) => unknown;
declare module '*.scss';
declare module '*.css';

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'h5';
  }
}
