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
