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
  /** 11月, ¥499.94, 11月25日 (null: no day), and what the balance paid of it already. */
  billAnnounced: (bills: {
    months: string;
    total: string;
    left: string | null;
    offset: string | null;
    due: string | null;
  }) => {
    const { months, total, left, offset, due } = bills;
    const until = due ? `，${due}前缴就好` : '';
    if (left === null)
      return {
        title: `${months}账单付好了`,
        state: '已缴清',
        body: `${months}账单 ${total}，${offset ? '已经从预存里付清' : '已经付清'}，您不用操心。`,
      };
    return {
      title: `${months}账单出来了`,
      state: '待缴费',
      body: `${months}账单 ${total}${offset ? `，预存付了 ${offset}，还有 ${left}` : ''}${until}。每笔怎么算的，点开就能看到。`,
    };
  },
  /** 2026年10月, what came in and went out, and the fingerprint of the report: 9f3c 21ab */
  reportPublished: (month: string, income: string, expense: string, fingerprint: string) => ({
    title: `${month}的收支公布了`,
    state: '已公布',
    body: `收入 ${income}，支出 ${expense}，每一笔都能点开看。月报指纹 ${fingerprint}，留着可以核验。`,
  }),
  reportSubject: (month: string): string => `${month}财务月报`,
  billCorrected: (house: string) => ({
    title: '有一笔账单更正了',
    state: '已更正',
    body: `${house}有一笔账单更正了，点开看看原因和新的金额。`,
  }),
  /** ¥499.94, 11月25日. */
  billDueSoon: (house: string, due: string, day: string) => ({
    title: '缴费日快到了',
    state: '待缴费',
    body: `${house}还有 ${due} 没缴，${day}前缴就好。`,
  }),
  billOverdue: (house: string, due: string, day: string) => ({
    title: '还有账单没缴',
    state: '已到期',
    body: `${house}还有 ${due} 没缴，${day}已经到期，也许是您忙忘了。对账单有疑问，点开就能告诉我们。`,
  }),
  /** ¥499.94 and 2026年11月物业费等 3 笔; an amount of 0 was paid by the balance and coupons. */
  paymentSettled: (amount: string, title: string) => ({
    title: amount === '¥0.00' ? '账单付清了' : `已收到 ${amount}`,
    state: '已收款',
    body: `${title}已经入账，可以看收据。`,
  }),
  /** ¥499.94, 2026年11月物业费等 3 笔: taken by itself. */
  debitDone: (amount: string, title: string) => ({
    title: `自动缴了 ${amount}`,
    state: '已缴费',
    body: `${title}已经自动缴清，可以看收据。`,
  }),
  /** 3栋2单元1102, ¥499.94, 11月20日. */
  debitAnnounced: (house: string, amount: string, day: string) => ({
    title: `${day}自动缴 ${amount}`,
    state: '待扣款',
    body: `${house}的账单共 ${amount}，${day}从您的微信扣。不想自动扣，可以先自己付，或关闭自动缴费。`,
  }),
  /** Why, and the day of the next try. */
  debitWaiting: (amount: string, reason: string, day: string) => ({
    title: '自动缴费没有扣成',
    state: '没扣成',
    body: `${amount} 没有扣成：${reason}。${day}会再扣一次，也可以现在自己付。`,
  }),
  debitFailed: (amount: string, reason: string) => ({
    title: '自动缴费没有扣成',
    state: '没扣成',
    body: `${amount} 没有扣成：${reason}。不会再自动扣这一笔，请自己付，或到服务台缴费。`,
  }),
  debitEnded: (house: string, reason: string) => ({
    title: '自动缴费已关闭',
    state: '已关闭',
    body: `${house}的自动缴费已关闭：${reason}。以后的账单请自己付。`,
  }),
  /** ¥100.00, the way it went, and why. */
  refundDone: (amount: string, way: 'original' | 'balance' | 'cash' | 'transfer', reason: string) => ({
    title: `已退 ${amount}`,
    state: '已退款',
    body: `${reason}。${
      way === 'original' ? '钱退到了原来付款的地方' : way === 'balance' ? '钱退到了预存里' : '钱已经交给您'
    }，没收到请告诉我们。`,
  }),
  /** 3栋2单元1102 and what was found. */
  meterFound: (house: string, words: string) => ({
    title: `${house} 水电异常`,
    state: '请留意',
    body: `${words}。点开看用量；需要人上门就报修。`,
  }),
  /** Over without the person's own doing. */
  faceEnded: (why: 'left' | 'lapsed') => ({
    title: '刷脸开门停用了',
    state: '已停用',
    body:
      why === 'left'
        ? '您不再住这一户，照片和各台人脸机里的人脸正在删除。'
        : '同意书换了新版，旧的同意已经结束，人脸正在删除。愿意的话，请看过新版再同意一次。',
  }),
  /** 3栋2单元1102 */
  faceGone: (house: string) => ({
    title: '人脸已经全部删除',
    state: '已删除',
    body: `${house} 的刷脸开门：照片删了，每台人脸机也确认没有了。`,
  }),
  /** ¥263.00 and 2026年11月物业费等 3 笔. */
  /** 赵明, 14:05, 北门 */
  /** `words`: the first words of it, or 计划停水到 18:00. */
  announcement: (told: { kind: 'notice' | 'outage' | 'emergency'; title: string; words: string; again: boolean }) => {
    const heads = { notice: '公告', outage: '停用通知', emergency: '紧急通知' };
    return {
      title: told.again ? `您还没看：${told.title}` : `${heads[told.kind]}：${told.title}`,
      state: told.kind === 'emergency' ? '紧急' : '新公告',
      body: told.words,
    };
  },
  /** 李晓梅 */
  inquiryTaken: (name: string) => ({
    title: `客服${name}来答您了`,
    state: '有回复',
    body: '您问的事客服正在答，点开看看。',
  }),
  /** What a house hears of a visit to it; 明天 上午 09:00–12:00, 李晓梅, and how it ended. */
  homeVisit: (
    what: 'given' | 'today' | 'coming' | 'done' | 'missed' | 'cancelled',
    { when, name, result }: { when: string; name: string; result: string },
  ) =>
    ({
      given: { title: `${name}会上门`, state: '已安排', body: `客服${name} ${when} 到您家，来之前会打电话。` },
      today: { title: '今天有人上门', state: '今天上门', body: `客服${name} ${when} 到您家，请留人在家。` },
      coming: { title: `${name}出发了`, state: '在路上', body: `客服${name}正往您家来，请留意敲门。` },
      done: { title: '上门办好了', state: '已办好', body: `${result}。收了钱的，收据点开就能看。` },
      missed: { title: '上门没遇到人', state: '没遇到', body: `${name}来过，没遇到人，客服会联系您另约时间。` },
      cancelled: { title: '上门取消了', state: '已取消', body: `${when}的上门取消了：${result}` },
    })[what],
  visitorArrived: (name: string, at: string, place: string) => ({
    title: `${name}到了`,
    state: '已到达',
    body: `${name} ${at} 从${place}进来了。`,
  }),
  passIssued: (name: string, window: string, helper: string | null) => ({
    title: `给${name}办了通行证`,
    state: '已办好',
    body: `${helper ? `服务驿站的${helper}` : '服务驿站'}按您说的给${name}办了访客通行证，${window}。不是您要办的，请马上作废。`,
  }),
  /** To whoever rated badly: the plan is published, or everything in it is done. */
  followUp: (what: 'published' | 'finished') =>
    what === 'published'
      ? { title: '整改方案公布了', state: '已公布', body: '您打低分的那件事，整改方案公布了，里面没有您的信息。' }
      : { title: '整改都办好了', state: '已办好', body: '说好要改的都办好了，请您看看，也可以重新打个分。' },
  /** What a household hears of its complaint; 李晓梅, 陈志远. Null: nothing worth a message. */
  complaint: (what: string, who: { steward: string | null; follower: string | null }) => {
    const steward = who.steward ? `客服${who.steward}` : '客服';
    const said: Record<string, { title: string; state: string; body: string }> = {
      take: { title: '投诉受理了', state: '已受理', body: `${steward}负责跟到底，会给您书面答复。` },
      note: { title: '物业有留言', state: '有留言', body: '物业就您的投诉留了言，点开看看。' },
      escalate: {
        title: '投诉已经报上去督办',
        state: '在督办',
        body: who.follower ? `让您久等了，${who.follower}在跟这件投诉。` : '让您久等了，这件投诉已经报上去督办。',
      },
      pause: { title: '投诉的时间先停一下', state: '先停一下', body: '物业写明了原因和到什么时候，点开看看。' },
      resume: { title: '投诉接着办了', state: '接着办', body: '时间接着走，有结果马上告诉您。' },
      answer: { title: '投诉有书面答复了', state: '已答复', body: '点开看答复；不认可可以说明原因，请物业重新办。' },
      done: { title: '投诉办好了', state: '已办好', body: '各部门都处理完了，请您看看，认可就点一下，也请打个分。' },
      merge: { title: '有别的住户也反映了', state: '一起办', body: '物业把同一件事合在一起办，进度照样告诉您。' },
      object: { title: '投诉重新办了', state: '重新办', body: '有人不认可答复，物业重新处理，再给书面答复。' },
      close: { title: '投诉先办结了', state: '已办结', body: '一直没有收到您的回话，先办结了；不认可还可以再提。' },
      published: {
        title: '处理结果公示了',
        state: '已公示',
        body: '这件事的处理结果公示给全小区了，里面没有您的信息。',
      },
    };
    return said[what] ?? null;
  },
  invoiceIssued: (amount: string, title: string) => ({
    title: `电子发票开好了 ${amount}`,
    state: '已开票',
    body: `${title}的电子发票开好了，点开就能看 PDF。`,
  }),
  /** ¥263.00 and why. */
  invoiceReversed: (amount: string, reason: string) => ({
    title: `电子发票已红冲 ${amount}`,
    state: '已红冲',
    body: `原因：${reason}。这张发票不再有效，还有要开的会重新开给您。`,
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
  followUp: (houseId: string | null): string =>
    `/features/followUp/pages/plans/index${houseId ? `?house=${houseId}` : ''}`,
  complaint: (id: string): string => `/features/complaint/pages/detail/index?id=${id}`,
  due: (houseId: string): string => `/features/billing/pages/due/index?house=${houseId}`,
  payment: (id: string): string => `/features/billing/pages/payment/index?id=${id}`,
  report: (id: string): string => `/features/disclosure/pages/report/index?id=${id}`,
  autoDebit: (houseId: string): string => `/features/billing/pages/auto-debit/index?house=${houseId}`,
  meters: (houseId: string): string => `/features/metering/pages/use/index?house=${houseId}`,
  face: (houseId: string): string => `/features/face/pages/face/index?house=${houseId}`,
  invoice: (id: string): string => `/features/billing/pages/invoice/index?id=${id}`,
  inquiry: (houseId: string): string => `/features/inquiry/pages/ask/index?house=${houseId}`,
  announcement: (id: string): string => `/features/announcement/pages/detail/index?id=${id}`,
  homeVisit: (id: string): string => `/features/homeVisit/pages/detail/index?id=${id}`,
  pass: (id: string): string => `/features/access/pages/pass/index?id=${id}`,
  bindings: (): string => '/features/identity/pages/bindings/index',
} as const;
