export default definePageConfig({ navigationBarTitleText: '自动缴费', enablePullDownRefresh: true });
