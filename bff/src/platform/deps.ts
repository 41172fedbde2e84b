import type { WechatPort } from '../adapters/wechat/wechat.port.js';
import type { Clock } from './clock/clock.js';
import type { Database } from './database/database.js';
import type { KeyValue } from './keyvalue/keyValue.js';
import type { LiveHub } from './live/liveHub.js';
import type { Logger } from './log/logger.js';
import type { Keys } from './secrets/keys.js';
import type { Storage } from './storage/storage.port.js';

/** What every command, query and job is handed; made once in main.ts, and by tests. */
export interface Deps {
  db: Database;
  clock: Clock;
  log: Logger;
  keyValue: KeyValue;
  storage: Storage;
  keys: Keys;
  live: LiveHub;
  wechat: WechatPort;
  settings: Settings;
}

/** The few things of the environment that features need to know. */
export interface Settings {
  environment: 'demo' | 'test' | 'production';
  publicUrl: string;
  /** Template ids of subscribe messages by our purpose. */
  subscribeTemplates: Record<'repairAssigned' | 'repairFinished' | 'bindingDecided', string>;
}
