import { Sheet, localTime } from '../../flights/sheets/sheet.ts';
import type { Language } from '../../../words/area.ts';
import { Exact, writeFen } from '../../../kernel/money.ts';
import { attachmentDefinitions } from '../catalogue/attachment-kinds.ts';
import { kinds } from '../catalogue/kinds.ts';
import type { DecisionRow } from '../store/border.ts';
import type { ExaminedRow } from '../store/attachments.ts';
import type { ConsignmentRow, LineRow } from '../store/consignments.ts';

const words = {
  en: { title: 'Proof of release', number: 'Consignment', party: 'Consignee', agent: 'Agent', kind: 'Kind', point: 'Port of entry', venue: 'Venue', released: 'Released', by: 'Released by', leaves: 'Must leave by', code: 'Code of this proof', declaration: 'Declaration', lines: 'Lines', line: 'No.', hs: 'HS code', goods: 'Goods', quantity: 'Quantity', value: 'Value (CNY)', cover: 'Cover bound (CNY)', hash: 'Hash of the list', pieces: 'Pieces', files: 'Files examined', document: 'Document', name: 'Name', digest: 'SHA-256', verify: 'Whoever holds this sheet can have the code checked at any customs desk of the event; a sheet that was altered does not answer to it.', stay: 'stays', later: 'Given back and released later', day: 'Day', inspection: 'New inspection' },
  zh: { title: '放行凭证', number: '物资批号', party: '收货人', agent: '代理人', kind: '类别', point: '进境口岸', venue: '使用场馆', released: '放行时间', by: '放行关员', leaves: '复运出境期限', code: '凭证码', declaration: '报关单号', lines: '清单', line: '项号', hs: '商品编码', goods: '品名', quantity: '数量', value: '价值（人民币元）', cover: '占用担保（人民币元）', hash: '清单校验值', pieces: '件数', files: '已审文件', document: '单证', name: '文件名', digest: 'SHA-256', verify: '持本凭证者可在赛事任一海关窗口核验凭证码；经涂改的凭证无法通过核验。', stay: '留境', later: '解除扣留后放行', day: '日期', inspection: '复检依据' },
} as const;

/** Is what a proof of release is printed from. */
export interface ProofContent { readonly row: ConsignmentRow; readonly lines: readonly LineRow[]; readonly quantities: ReadonlyMap<string, string>; readonly later: readonly DecisionRow[]; readonly code: string; readonly coverCny: string; readonly releasedBy: { readonly en: string; readonly zh: string } | null; readonly declarationNumber: string; readonly files: readonly ExaminedRow[] }

function valueOf(line: LineRow, quantity: Exact): bigint {
  const share = Exact.fraction(BigInt(line.value_fen), 1n).times(quantity.dividedBy(Exact.get(line.quantity))).rounded(0, 'half-up');
  return share.numerator / share.denominator;
}

/** Draws the proof of release in one language, with the title in the other. */
export async function proofSheet(context: { readonly language: Language; readonly event: string; readonly timeZone: string; readonly at: string }, content: ProofContent): Promise<Buffer> {
  const { language } = context;
  const say = words[language];
  const { row } = content;
  const sheet = new Sheet({ language, event: context.event, title: say.title, otherTitle: words[language === 'zh' ? 'en' : 'zh'].title, number: row.number, at: context.at, timeZone: context.timeZone });
  const own = (en: string | null, zh: string | null): string => (language === 'zh' ? zh : en) ?? '–';
  sheet.fields([
    [say.number, row.number], [say.code, content.code], [say.party, own(row.party_en, row.party_zh)], [say.agent, own(row.agent_en, row.agent_zh)], [say.kind, `${row.kind} ${kinds[row.kind].name[language]}`], [say.point, `${row.point_code} ${own(row.point_en, row.point_zh)}`],
    [say.venue, row.venue], [say.released, localTime(row.released_at, context.timeZone)], [say.by, content.releasedBy?.[language] ?? '–'], [say.leaves, row.leaves_by ?? say.stay], [say.declaration, content.declarationNumber], [say.cover, content.coverCny], [say.pieces, String(row.pieces)],
  ]);
  sheet.fields([[say.hash, row.content_hash]], 1);
  // What was decided away or seized by then was not released, and its lines say only what was.
  const named = (line: { readonly description_en: string; readonly description_zh: string }): string => (language === 'zh' ? line.description_zh : line.description_en) || line.description_en || line.description_zh;
  const released = content.lines.map((line) => ({ line, quantity: Exact.get(content.quantities.get(line.line_id)!) })).filter(({ quantity }) => quantity.sign > 0);
  sheet.heading(`${say.lines} (${released.length})`);
  sheet.table([{ title: say.line, width: 0.8, align: 'right' }, { title: say.hs, width: 1.6 }, { title: say.goods, width: 6 }, { title: say.quantity, width: 1.8, align: 'right' }, { title: say.value, width: 2.2, align: 'right' }],
    released.map(({ line, quantity }) => [String(line.position), line.hs_code, named(line), `${quantity.toPlainText(6)} ${line.unit}`, writeFen(valueOf(line, quantity))]));
  if (content.later.length > 0) {
    sheet.heading(say.later);
    sheet.table([{ title: say.line, width: 0.8, align: 'right' }, { title: say.goods, width: 5 }, { title: say.quantity, width: 1.8, align: 'right' }, { title: say.day, width: 1.8 }, { title: say.inspection, width: 3 }],
      content.later.flatMap((one) => one.lines.map((line) => [String(line.position), (language === 'zh' ? line.zh : line.en) || line.en || line.zh, `${Exact.get(line.quantity).toPlainText(6)} ${line.unit}`, one.to_day ?? '–', String(one.ending?.['reinspection'] ?? '–')])));
  }
  if (content.files.length > 0) {
    sheet.heading(`${say.files} (${content.files.length})`);
    sheet.table([{ title: say.document, width: 2.6 }, { title: say.name, width: 3.4 }, { title: say.digest, width: 6.4 }],
      content.files.map((file) => [attachmentDefinitions[file.kind].name[language], file.name === '' ? '–' : file.name, file.sha256]));
  }
  sheet.paragraph(say.verify, { size: 9 });
  return sheet.end();
}
