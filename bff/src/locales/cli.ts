interface MqttRoles {
  created: number;
  updated: number;
  disabled: number;
  withoutSecret: string[];
}

/** Words of the operator's commands. */
export const cliTexts = {
  usage: (names: string[]) => `用法：npm run ${names.join(' | npm run ')}`,
  migrated: (names: string[]) => `数据库已更新：${names.join('、')}`,
  upToDate: '数据库已是最新。',
  migrateFirst: '数据库结构不是最新，请先 npm run migrate',
  tooManyRights: (account: string, statements: string[]) =>
    `DATABASE_URL 的账号 ${account} 在整个库或服务器上有权限，账本和审计就可能被改。请让数据库管理员执行：${statements.join('；')}，再 npm run migrate。`,
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
  recogniserTrained: (paths: readonly string[]) => `识别的权重和校准写在 ${paths.join('、')}`,
  checkKeys: '密钥文件',
  checkDatabase: '数据库',
  checkRedis: 'Redis（没有设置时用本进程）',
  checkStorage: '文件存储',
  checkPay: '微信支付（密钥、序列号、平台应答的签名）',
  payOff: '微信支付没有配置，线上收款关着',
  certificateEnds: (serial: string, at: string) => `证书 ${serial} 到 ${at} 就失效，请先换新的`,
  checkTemplates: '订阅消息模板',
  templatesMissing: (names: string[]) => `WX_TEMPLATES 没有写 ${names.join('、')}，这些消息只进站内信`,
  providers: {
    alipay: { name: '支付宝当面付', off: '服务台只出微信码' },
    invoice: { name: '电子发票', off: '业主得到收据' },
    speech: { name: '语音转写', off: '录音原样交给师傅' },
    vision: { name: '照片识别', off: '照片由人看了定类型' },
    phrasing: { name: '咨询的语言模型', off: '咨询照知识库原文回答' },
    autoDebit: { name: '微信委托代扣', off: '不自动扣款；要用须先得到微信批准' },
  },
  checkMqtt: 'MQTT 服务器',
  mqttInside: 'MQTT：没有设置 MQTT_URL，设备连本进程自带的（只能有一个进程跑 mqtt 角色）',
  mqttAdminMissing: 'MQTT_ADMIN_URL：要写 Mosquitto 管理员的地址，如 mqtt://admin:密码@主机:1883',
  mqttRoles: ({ created, updated, disabled, withoutSecret }: MqttRoles) =>
    [
      `设备的账号和权限写好了：新建 ${created} 个，更新 ${updated} 个，停用 ${disabled} 个。`,
      ...(withoutSecret.length > 0
        ? [
            `还有 ${withoutSecret.length} 台没有密钥、登录不了，在工作台换一次密钥，再用 --secrets 写进来：`,
            ...withoutSecret,
          ]
        : []),
    ].join('\n'),
  off: (name: string, then: string) => `${name}：没有设置，${then}`,
  keyUnreadable: '密钥文件读不到，或者不是密钥',
} as const;
