export default definePageConfig({ navigationBarTitleText: '替人付物业费', enablePullDownRefresh: true });
