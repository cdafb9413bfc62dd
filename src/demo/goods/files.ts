import { attachmentDefinitions } from '../../modules/goods/catalogue/attachment-kinds.ts';
import type { AttachmentKind } from '../../modules/goods/catalogue/attachment-kinds.ts';
import { Sheet } from '../../modules/flights/sheets/sheet.ts';
import { minute } from '../days.ts';
import { madeUntil } from '../schedule.ts';
import type { ConsignmentSpec } from './consignment-spec.ts';
import type { GoodsDeed } from './deeds.ts';

function pageFor(spec: ConsignmentSpec, kind: AttachmentKind): Promise<Buffer> {
  const { en, zh } = attachmentDefinitions[kind].name;
  const sheet = new Sheet({ language: 'en', event: 'Invented, for show only 虚构，仅供演示', title: en, otherTitle: zh, number: spec.list.head.reference ?? spec.key, at: new Date(spec.at.declare).toISOString(), timeZone: 'Asia/Shanghai' });
  sheet.fields([['Company', spec.company.nameEn], ['Conveyance', spec.conveyance], ['Packages', String(spec.pieces)]]);
  if (kind !== 'airWaybill') {
    sheet.table([{ title: 'Line', width: 1, align: 'right' }, { title: 'Goods', width: 6 }, { title: 'Quantity', width: 2, align: 'right' }, { title: 'Value', width: 3, align: 'right' }],
      spec.list.lines.map((line) => [String(line.position), line.descriptionEn, `${line.quantity} ${line.unit}`, kind === 'invoice' ? `${line.totalValue} ${line.currency}` : '–']));
  }
  return sheet.end();
}

/** Writes which documents the persona's company has attached to its goods that customs looks at today. */
export function fileDeeds(consignments: readonly ConsignmentSpec[]): GoodsDeed[] {
  const open = consignments.filter((spec) => spec.company.ofPersona && spec.at.release > madeUntil && spec.at.gate <= madeUntil);
  return open.flatMap((spec, place) => (['invoice', 'packingList', ...(spec.transport === 'air' ? ['airWaybill' as const] : [])] as const).slice(0, place === 0 ? 2 : 3).map((kind, number): GoodsDeed => ({
    chain: `files of ${spec.key}`, needs: [spec.key], name: kind, at: spec.at.declare - (10 - number) * minute, by: spec.company, station: null, action: 'goods.attach',
    input: async ({ result }) => ({ consignmentId: result(spec.key, 'submit')['consignmentId'], kind, fileName: `${spec.key}-${kind}.pdf`, content: (await pageFor(spec, kind)).toString('base64') }),
  })));
}
