export default definePageConfig({ navigationBarTitleText: '预存和券', enablePullDownRefresh: true });
