export default definePageConfig({ navigationBarTitleText: '安居', enablePullDownRefresh: true });
