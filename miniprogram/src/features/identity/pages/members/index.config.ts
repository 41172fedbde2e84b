export default definePageConfig({ navigationBarTitleText: '一起住的人', enablePullDownRefresh: true });
