export default definePageConfig({ navigationBarTitleText: '怎么自己核验' });
