export default definePageConfig({ navigationBarTitleText: '问一问', enablePullDownRefresh: true });
