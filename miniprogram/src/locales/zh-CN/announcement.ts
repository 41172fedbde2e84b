/** Words of announcements and planned outages. */
export const announcementWords = {
  title: '公告',
  empty: '还没有公告',
  emptyWhy: '停水停电、年检消杀、社区活动，物业发的通知都在这里。',
  unread: '未读',
  pinned: '置顶',
  page: '公告',
  files: '附件',
  file: (number: number) => `附件 ${number}（PDF）`,
  /** 阳光花园物业服务中心 · 昨天 9:00 */
  from: (office: string, when: string) => `${office} · ${when}`,
  for: (places: string) => `通知范围：${places}`,
  link: (words: string) => `${words}，点一下复制网址`,
  copied: '网址复制好了，到浏览器里打开',
  notify: '以后有公告，用微信告诉我',
  notified: '好的，有公告就用微信告诉您',
  notNotified: '好的，公告都在这里，随时能看',
  emergency: '紧急通知',
  /** Before something is reported that a planned outage may explain. */
  mayBe: (words: string) => `${words}，可能就是这个原因`,
  mayBeWhy: '到时间会自己恢复。要是不像，照样可以报。',
  readOutage: '看通知',
} as const;
