import type { ConsignmentSpec } from './consignment-spec.ts';

// Even numbers for what differs from consignment to consignment without being drawn.
const spread = (number: number, steps: number): number => (number * 7919) % steps;

/** Makes the evidence of what a station sees of a consignment that is as it should be. Shape: undefined for steps that no station records. */
export function evidenceOf(spec: ConsignmentSpec, step: string, number: number): object | undefined {
  const { pieces } = spec;
  switch (step) {
    case 'GDS-DOCS': return { complete: true, documents: spec.instrument?.startsWith('carnet') === true ? 'ATA carnet, general list' : 'invoice, packing list, transport document' };
    case 'GDS-ARR': return { pieces, piecesDeclared: pieces, conveyance: spec.conveyance, healthOrder: false };
    case 'GDS-RADN': return { doseRateMicrosievertPerHour: 0.07 + spread(number, 8) / 100, alarm: false };
    case 'GDS-PACK': return { woodPacking: spread(number, 3) === 0, marked: spread(number, 3) === 0 };
    case 'GDS-APPT': return { kept: true, window: 'as booked', present: spec.agent?.nameEn ?? spec.company.nameEn };
    case 'GDS-COUNT': return { declared: pieces, counted: pieces };
    case 'GDS-SEAL': return { sealNumber: `S-${spec.key}`, intact: true };
    case 'GDS-HQ': return { approval: `HQ-${spec.key}`, passed: true };
    case 'GDS-APQ': return { certificateValid: true, certificate: `PHYTO-VET-${spec.key}`, passed: true };
    case 'GDS-SAMP': return { sampleNumber: `GS-${spec.key}`, conforms: true, laboratory: 'Invented Port Laboratory 虚构口岸实验室', result: 'Nothing beyond the limits' };
    case 'GDS-LABL': return { labelled: true, producerRegistered: true, producer: `Invented producer C${spec.dispatchCountry}${1000 + number}` };
    case 'GDS-DLVR': return { venue: spec.venue, pieces, piecesReleased: pieces, receivedBy: 'Invented venue store 虚构场馆仓库' };
    // Every seventh store has not been counted yet.
    case 'GDS-STOCK': return spread(number, 7) === 0 && spec.fate !== 'leaves' ? undefined : { expected: pieces, counted: pieces };
    case 'GDS-RPT': return { sent: true, recipients: 'Duty desk, organising committee' };
    default: return undefined;
  }
}
