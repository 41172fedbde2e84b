export default defineAppConfig({
  pages: ['tabs/home/index', 'tabs/progress/index', 'tabs/me/index'],
  subPackages: [
    {
      root: 'features/identity',
      name: 'identity',
      pages: [
        'pages/sign-in/index',
        'pages/phone/index',
        'pages/apply/index',
        'pages/bindings/index',
        'pages/members/index',
        'pages/privacy/index',
      ],
    },
    {
      root: 'features/repair',
      name: 'repair',
      pages: ['pages/report/index', 'pages/detail/index', 'pages/rate/index', 'pages/add/index'],
    },
    {
      root: 'features/billing',
      name: 'billing',
      pages: [
        'pages/due/index',
        'pages/bill/index',
        'pages/paid/index',
        'pages/payment/index',
        'pages/receipt/index',
        'pages/history/index',
        'pages/balance/index',
        'pages/ask/index',
        'pages/pay-for/index',
        'pages/auto-debit/index',
        'pages/invoices/index',
        'pages/invoice/index',
        'pages/titles/index',
        'pages/title/index',
      ],
    },
    { root: 'features/disclosure', name: 'disclosure', pages: ['pages/report/index', 'pages/check/index'] },
    {
      root: 'features/access',
      name: 'access',
      pages: ['pages/passes/index', 'pages/invite/index', 'pages/pass/index', 'pages/visit/index', 'pages/door/index'],
    },
    { root: 'features/followUp', name: 'followUp', pages: ['pages/plans/index', 'pages/rate/index'] },
    { root: 'features/whitePaper', name: 'whitePaper', pages: ['pages/paper/index'] },
    {
      root: 'features/complaint',
      name: 'complaint',
      pages: ['pages/list/index', 'pages/file/index', 'pages/detail/index', 'pages/say/index'],
    },
    { root: 'features/face', name: 'face', pages: ['pages/face/index'] },
    { root: 'features/metering', name: 'metering', pages: ['pages/use/index'] },
    { root: 'features/announcement', name: 'announcement', pages: ['pages/list/index', 'pages/detail/index'] },
    { root: 'features/inquiry', name: 'inquiry', pages: ['pages/ask/index'] },
    {
      root: 'features/homeVisit',
      name: 'homeVisit',
      pages: ['pages/list/index', 'pages/book/index', 'pages/detail/index'],
    },
    { root: 'features/notification', name: 'notification', pages: ['pages/inbox/index'] },
  ],
  preloadRule: { 'tabs/home/index': { network: 'all', packages: ['repair'] } },
  tabBar: {
    // Drawn by each tab page itself (ui/TabBar): it follows large type and dark mode.
    custom: true,
    color: '#626B67',
    selectedColor: '#0D7862',
    backgroundColor: '#FFFFFF',
    list: [
      { pagePath: 'tabs/home/index', text: '首页' },
      { pagePath: 'tabs/progress/index', text: '进度' },
      { pagePath: 'tabs/me/index', text: '我的' },
    ],
  },
  window: {
    navigationStyle: 'custom',
    navigationBarTitleText: '安居',
    navigationBarBackgroundColor: process.env.TARO_ENV === 'h5' ? '#F7F6F2' : '@bar',
    navigationBarTextStyle: (process.env.TARO_ENV === 'h5' ? 'black' : '@barText') as 'black',
    backgroundColor: process.env.TARO_ENV === 'h5' ? '#F7F6F2' : '@paper',
    backgroundTextStyle: (process.env.TARO_ENV === 'h5' ? 'dark' : '@pull') as 'dark',
  },
  // Pages of the browser's front change at once: motion is for what moves, and none when the system asks.
  ...(process.env.TARO_ENV === 'h5' ? { animation: false } : {}),
  // Added in the mini-program's own console first: a plugin that was not refuses the whole upload.
  ...(process.env.WECHAT_SI === '1' && process.env.TARO_ENV === 'weapp'
    ? { plugins: { WechatSI: { version: '0.3.5', provider: 'wx069ba97219f66d99' } } }
    : {}),
  darkmode: true,
  themeLocation: 'theme.json',
  lazyCodeLoading: 'requiredComponents',
  permission: {},
  // WeChat's own page on which auto debit is signed.
  navigateToMiniProgramAppIdList: ['wxbd687630cd02ce1d'],
  style: 'v2',
});
