export const t = {
  title: '消息',
  unread: (n: number) => `${n} 条没看`,
  markAll: '全部标为看过',
  markOne: '标为看过',
  open: '打开',
  empty: '还没有消息。要您知道的事会出现在这里。',
  read: '看过',
  notRead: '没看',
};
