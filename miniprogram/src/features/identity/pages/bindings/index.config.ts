export default definePageConfig({ navigationBarTitleText: '绑定与申请', enablePullDownRefresh: true });
