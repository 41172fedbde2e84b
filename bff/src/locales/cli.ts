/** Words of the operator's commands. */
export const cliTexts = {
  usage: (names: string[]) => `用法：npm run ${names.join(' | npm run ')}`,
  migrated: (names: string[]) => `数据库已更新：${names.join('、')}`,
  upToDate: '数据库已是最新。',
  migrateFirst: '数据库结构不是最新，请先 npm run migrate',
  keysThere: (path: string) => `${path} 已经有了，不覆盖。`,
  keysMade: (path: string) => `密钥写在 ${path}，请备份好：丢了它，加密的电话号码就再也读不出来。`,
  askCommunity: '小区名称：',
  askName: '管理员姓名：',
  askUsername: '登录账号（小写字母开头）：',
  administratorThere: '已经有管理员了，请由他在工作台里新增员工。',
  noAnswer: (question: string) => `没有回答：${question}`,
  badUsername: '账号要以小写字母开头，3 到 32 位，只用小写字母、数字和 . _ -',
  administratorMade: (username: string, password: string) =>
    `管理员 ${username} 已建好，初始密码 ${password}（只显示这一次，首次登录要改）。`,
  recogniserTrained: (path: string) => `识别的校准写在 ${path}`,
  checkKeys: '密钥文件',
  checkDatabase: '数据库',
  checkRedis: 'Redis（没有设置时用本进程）',
  checkStorage: '文件存储',
  checkTemplates: '订阅消息模板',
  templatesMissing: (names: string[]) => `WX_TEMPLATES 没有写 ${names.join('、')}，这些消息只进站内信`,
} as const;
