/** Words of the messages that owners get; the subscribe message and the inbox say the same. */
export const messageWords = {
  repairAssigned: (worker: string) => ({
    title: '已经派了师傅',
    state: '已派单',
    body: `${worker}会来处理，接单后您能看到他的电话。`,
  }),
  repairFinished: () => ({
    title: '修好了，请您看看',
    state: '已修好',
    body: '师傅说修好了。请您看看，没问题就点确认，也可以打个分。',
  }),
  repairCancelled: () => ({ title: '报修取消了', state: '已取消', body: '物业取消了这件报修，原因写在经过里。' }),
  repairNoted: () => ({ title: '物业给您留言了', state: '有留言', body: '物业在您的报修里留了言，点开看看。' }),
  /** Null: nobody is found yet. */
  repairRedispatched: (worker: string | null) => ({
    title: '换了一位师傅',
    state: '已改派',
    body: worker
      ? `换成${worker}来处理，接单后您能看到他的电话。`
      : '原来的师傅来不了，正在给您找另一位，定了就告诉您。',
  }),
  /** Null: nobody has said yet that they follow it. */
  repairEscalated: (follower: string | null) => ({
    title: follower ? `主管${follower}在跟` : '已经报给主管',
    state: '督办中',
    body: follower
      ? `让您久等了。主管${follower}亲自在跟，会跟到办好为止。`
      : '让您久等了。这件报修已经报给主管，会跟到办好为止。',
  }),
  /** Reason and 11月28日 9:00, where they are known. */
  repairPaused: (reason: string | null, until: string | null) => ({
    title: '先停一停',
    state: '已暂停',
    body: `${reason ? `${reason}。` : ''}这件报修先停一停${until ? `，${until} 接着办` : ''}。`,
  }),
  repairResumed: () => ({ title: '接着办了', state: '已恢复', body: '您的报修接着办了，时间重新走。' }),
  /** Days without an answer. */
  repairClosedByItself: (days: number | null) => ({
    title: '报修先办结了',
    state: '已办结',
    body: `${days ? `${days} 天` : '一直'}没有收到您的回话，先办结了。没修好可以再说，我们接着修。`,
  }),
  repairJoined: (departments: readonly string[]) => ({
    title: '又来了人帮忙',
    state: '已增派',
    body: `${departments.length > 0 ? departments.join('、') : '别的部门'}一起来处理这件报修。`,
  }),
  repairClassified: () => ({
    title: '问题类型定了',
    state: '已核对',
    body: '物业看过您的报修，定了是哪一类问题，点开看看对不对。',
  }),
  bindingApplied: (house: string) => ({
    title: '申请收到了',
    state: '审核中',
    body: `${house}的绑定申请已经收到，物业审核后会告诉您。`,
  }),
  bindingApproved: (house: string) => ({
    title: '房子绑定好了',
    state: '已通过',
    body: `${house}已经绑定，可以报修了。`,
  }),
  bindingRejected: (house: string, reason: string) => ({
    title: '绑定没有通过',
    state: '未通过',
    body: `${house}没有绑定成：${reason}`,
  }),
  bindingEnded: (house: string, reason: string) => ({
    title: '绑定已解除',
    state: '已解除',
    body: `${house}的绑定已解除：${reason}`,
  }),
} as const;

/** Pages of the mini-program that a message opens. */
export const messageLinks = {
  repair: (id: string): string => `/features/repair/pages/detail/index?id=${id}`,
  bindings: (): string => '/features/identity/pages/bindings/index',
} as const;
