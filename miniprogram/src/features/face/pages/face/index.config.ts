export default definePageConfig({ navigationBarTitleText: '刷脸开门', enablePullDownRefresh: true });
