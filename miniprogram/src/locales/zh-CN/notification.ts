/** Words of the inbox. */
export const notificationWords = {
  inbox: {
    title: '消息',
    empty: '还没有消息',
    emptyWhy: '派了谁、修好没有、申请的结果，都会在这里留一份',
    readAll: '全部标为已读',
    unread: '未读',
  },
} as const;
