import type { AttachmentKind } from '../../modules/goods/catalogue/attachment-kinds.ts';
import { minute } from '../days.ts';
import { madeUntil } from '../schedule.ts';
import type { ConsignmentSpec } from './consignment-spec.ts';
import type { GoodsDeed } from './deeds.ts';

// A page of PDF with some lines of Latin text; brackets and strokes would end a text of PDF and must not be in it.
function pageOf(lines: readonly string[]): Buffer {
  const drawn = `BT /F1 14 Tf 60 780 Td 22 TL ${lines.map((line) => `(${line.replaceAll(/[^ -~]|[()\\]/gu, ' ')}) Tj T*`).join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, place) => {
    const at = text.length;
    text += `${place + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = text.length;
  text += `xref\n0 6\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

const named = { invoice: 'COMMERCIAL INVOICE', packingList: 'PACKING LIST', airWaybill: 'AIR WAYBILL' } as const satisfies Partial<Record<AttachmentKind, string>>;

function pageFor(spec: ConsignmentSpec, kind: keyof typeof named): Buffer {
  const lines = spec.list.lines.map((line) => `${line.position}   ${line.descriptionEn}   ${line.quantity} ${line.unit}${kind === 'invoice' ? `   ${line.totalValue} ${line.currency}` : ''}`);
  return pageOf([`${named[kind]} - INVENTED, FOR SHOW ONLY`, `${spec.list.head.reference ?? spec.key}, ${spec.company.nameEn}`, `${spec.conveyance}, ${spec.pieces} packages`, '', ...(kind === 'airWaybill' ? [] : lines)]);
}

/** Writes which documents the persona's company has attached to its goods that customs looks at today. */
export function fileDeeds(consignments: readonly ConsignmentSpec[]): GoodsDeed[] {
  const open = consignments.filter((spec) => spec.company.ofPersona && spec.at.release > madeUntil && spec.at.gate <= madeUntil);
  return open.flatMap((spec, place) => (['invoice', 'packingList', ...(spec.transport === 'air' ? ['airWaybill' as const] : [])] as const).slice(0, place === 0 ? 2 : 3).map((kind, number): GoodsDeed => ({
    chain: `files of ${spec.key}`, needs: [spec.key], name: kind, at: spec.at.declare - (10 - number) * minute, by: spec.company, station: null, action: 'goods.attach',
    input: ({ result }) => ({ consignmentId: result(spec.key, 'submit')['consignmentId'], kind, fileName: `${spec.key}-${kind}.pdf`, content: pageFor(spec, kind).toString('base64') }),
  })));
}
