/** The demo's accounts all share one password, which production refuses to keep. */
export const demoPassword = 'anju-demo-2026';

export const demoTexts = {
  title: '安居 · 演示小区',
  badge: '演示',
  heading: '安居 · 阳光花园',
  lead: '住宅小区的服务系统。先用业主报一次修，再到工作台派单、接单、签到、修好，最后回到业主那里确认和打分。',
  ways: [
    { href: '/owner/', name: '业主小程序', about: '网页版。选一位住户，代替微信登录' },
    { href: '/staff/', name: '员工工作台', about: '客服在电脑上，师傅在手机上' },
    { href: '/kiosk/', name: '服务驿站', about: '老人刷卡报修，员工陪着办别的' },
    { href: '/simulators/', name: '模拟台', about: '扮演微信：住户、订阅消息、故障' },
    { href: '/api/docs', name: '开放接口', about: '由契约生成的说明，可以直接试' },
  ],
  loginsTitle: '演示账号',
  logins: [
    { who: '客服 李晓梅', username: 'kefu', password: demoPassword },
    { who: '工程师傅 周建国', username: 'zhou', password: demoPassword },
    { who: '项目经理 王建平', username: 'jingli', password: demoPassword },
    { who: '系统管理员', username: 'admin', password: demoPassword },
  ],
  simulatedTitle: '哪些是模拟的',
  simulated:
    '微信登录、手机号、订阅消息、小程序码和内容核对由本机的模拟器扮演，走的是微信的真实报文；接上真的微信只改配置。房产台账是一份样例，人名、电话都是编的。',
} as const;
