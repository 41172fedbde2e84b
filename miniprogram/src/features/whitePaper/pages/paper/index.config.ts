export default definePageConfig({ navigationBarTitleText: '服务质量白皮书', enablePullDownRefresh: true });
