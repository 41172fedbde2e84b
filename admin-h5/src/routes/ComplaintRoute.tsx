import { ComplaintPage } from '../features/complaint/ComplaintPage';
import { CaseWork } from '../features/repair/CaseWork';

/** A complaint's page, with the work on its request. */
export const ComplaintRoute = () => <ComplaintPage Work={CaseWork} />;
