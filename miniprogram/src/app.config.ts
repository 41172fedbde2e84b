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
  darkmode: true,
  themeLocation: 'theme.json',
  lazyCodeLoading: 'requiredComponents',
  permission: {},
  style: 'v2',
});
