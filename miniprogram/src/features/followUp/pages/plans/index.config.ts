export default definePageConfig({ navigationBarTitleText: '跟进和整改', enablePullDownRefresh: true });
