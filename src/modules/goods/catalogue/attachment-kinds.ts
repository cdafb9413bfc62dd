/** Lists what a file kept with a consignment may document, in the order in which they are offered. */
export const attachmentKinds = ['invoice', 'packingList', 'billOfLading', 'airWaybill', 'transportNote', 'contract', 'permit', 'proofLetter', 'carnet', 'originCertificate', 'quarantineCertificate', 'photograph', 'other'] as const;
/** Is what a file documents. */
export type AttachmentKind = (typeof attachmentKinds)[number];

/** Is the name of a kind in both languages, and whether only a picture can be one. */
export interface AttachmentDefinition {
  readonly name: { readonly en: string; readonly zh: string };
  readonly pictureOnly?: true;
}

/** Names the kinds of file. Source: UN/EDIFACT code list 1001 (names of documents); 海关法 art. 24; the letter: published guide (物资证明函). */
export const attachmentDefinitions: Readonly<Record<AttachmentKind, AttachmentDefinition>> = {
  invoice: { name: { en: 'Commercial invoice', zh: '商业发票' } },
  packingList: { name: { en: 'Packing list', zh: '装箱单' } },
  billOfLading: { name: { en: 'Bill of lading', zh: '提单' } },
  airWaybill: { name: { en: 'Air waybill', zh: '航空运单' } },
  transportNote: { name: { en: 'Rail or road consignment note', zh: '铁路或公路运单' } },
  contract: { name: { en: 'Contract', zh: '合同' } },
  permit: { name: { en: 'Permit', zh: '许可证件' } },
  proofLetter: { name: { en: 'Goods proof letter', zh: '物资证明函' } },
  carnet: { name: { en: 'ATA carnet', zh: 'ATA 单证册' } },
  originCertificate: { name: { en: 'Certificate of origin', zh: '原产地证书' } },
  quarantineCertificate: { name: { en: 'Health, veterinary or phytosanitary certificate', zh: '卫生、兽医或植物检疫证书' } },
  photograph: { name: { en: 'Photograph', zh: '照片' }, pictureOnly: true },
  other: { name: { en: 'Other document', zh: '其他单证' } },
};

/** Lists the media types that are kept, by the ending of a name. */
export const attachmentEndings = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'application/pdf': 'pdf' } as const;
/** Is a media type that is kept. */
export type AttachmentMediaType = keyof typeof attachmentEndings;

/** Is the most that a picture may measure: larger ones would fill the memory of whoever looks at them. Unit: pixels. Source: inferred; four times the sensor of a good telephone. */
export const mostPixels = 200_000_000;
