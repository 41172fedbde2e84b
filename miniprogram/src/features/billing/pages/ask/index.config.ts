export default definePageConfig({
  navigationBarTitleText: '请人代付',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
});
