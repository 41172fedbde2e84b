import * as api from 'shared-types/disclosure';
import { type FileAnswer, type Route, route } from '../../http/route.js';
import { AppError } from '../../kernel/appError.js';
import { disclosureTexts as t } from '../../locales/disclosure.js';
import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import { publishReport } from './commands/publishReport.js';
import { listStaffRows, listSummaries, readPreview, reportOf } from './disclosure.queries.js';
import { findReport } from './disclosure.store.js';
import { presentPublished, presentReport } from './disclosure.view.js';
import { exportFile } from './exportFile.js';
import { reportPdf } from './reportPdf.js';
import { listVouchers } from './vouchers.js';

const pdfOf = async (report: api.ReportView): Promise<FileAnswer> => ({
  bytes: await reportPdf(report),
  contentType: 'application/pdf',
  fileName: t.fileName(report.period, 'pdf'),
});

const publishedRow = async (deps: Deps, { communityId }: StaffActor, period: string): Promise<api.StaffReportRow> => {
  const report = await findReport(deps.db.reader, communityId, period);
  if (!report) throw new AppError('report.not_ready');
  return presentPublished(report, (await readMoneyPolicy(deps.db.reader, communityId)).report);
};

export const disclosureRoutes: Route[] = [
  route(api.listReports, async (deps, call) => {
    const house = call.actor.houses.find(({ houseId }) => houseId === call.params.houseId);
    if (!house) throw new AppError('house.not_found');
    return listSummaries(deps.db.reader, house.communityId, call.query);
  }),
  route(api.readReport, async (deps, call) => presentReport(await reportOf(deps.db.reader, call.params.id))),
  route(api.listReportVouchers, async (deps, call) =>
    listVouchers(deps, deps.db.reader, await reportOf(deps.db.reader, call.params.id), call.query),
  ),
  route(api.exportReport, async (deps, call) =>
    exportFile(deps.db.reader, await reportOf(deps.db.reader, call.params.id)),
  ),
  route(api.printReport, async (deps, call) => pdfOf(presentReport(await reportOf(deps.db.reader, call.params.id)))),
  route(api.listStaffReports, (deps, call) => listStaffRows(deps, call.actor, call.query)),
  route(api.previewReport, (deps, call) => readPreview(deps, call.actor, call.params.period)),
  route(api.publishReport, async (deps, call) => {
    const { period } = await publishReport(deps, call, call.body);
    return publishedRow(deps, call.actor, period);
  }),
];
