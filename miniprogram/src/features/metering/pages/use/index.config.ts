export default definePageConfig({ navigationBarTitleText: '用水用电', enablePullDownRefresh: true });
