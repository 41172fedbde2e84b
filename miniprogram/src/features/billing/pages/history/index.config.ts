export default definePageConfig({ navigationBarTitleText: '账单和缴费', enablePullDownRefresh: true });
