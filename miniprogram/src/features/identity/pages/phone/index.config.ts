export default definePageConfig({ navigationBarTitleText: '留手机号' });
