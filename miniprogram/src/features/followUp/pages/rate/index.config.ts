export default definePageConfig({ navigationBarTitleText: '重新打分' });
