import type { GoodsLine } from '../shapes/list.ts';

/** Is a field of a line that a column can hold. */
export type LineField = keyof GoodsLine | 'description';

/** Is one column of a goods list: its headings, and how its cells are read. */
export interface LineColumn {
  readonly field: LineField;
  readonly english: string;
  readonly chinese: string;
  readonly also: string;
  readonly reads: 'text' | 'code' | 'number' | 'whole' | 'unit' | 'currency' | 'country' | 'day' | 'serials' | 'use' | 'un';
}

/** Lists the columns in the order of the template. */
export const lineColumns: readonly LineColumn[] = [
  { field: 'position', english: 'No.', chinese: '序号', also: 'number|item|item no|line|line no|项号|编号', reads: 'whole' },
  { field: 'hsCode', english: 'HS code', chinese: '商品编码', also: 'hs|hscode|tariff code|commodity code|hs6|税号|税则号列|hs编码|商品编号|海关编码', reads: 'code' },
  { field: 'descriptionZh', english: 'Description (Chinese)', chinese: '中文品名', also: 'chinese description|chinese name|中文名称|品名中文', reads: 'text' },
  { field: 'descriptionEn', english: 'Description (English)', chinese: '英文品名', also: 'english description|english name|英文名称', reads: 'text' },
  { field: 'description', english: 'Description', chinese: '品名', also: 'goods|name|name of goods|description of goods|article|商品名称|名称|货物名称|物资名称', reads: 'text' },
  { field: 'brand', english: 'Brand', chinese: '品牌', also: 'make|manufacturer', reads: 'text' },
  { field: 'model', english: 'Model', chinese: '型号', also: 'type|规格型号', reads: 'text' },
  { field: 'specification', english: 'Specification', chinese: '规格', also: 'spec', reads: 'text' },
  { field: 'serials', english: 'Serial numbers', chinese: '序列号', also: 'serial|serial number|serial no|serials|sn|s/n|机身号|出厂编号|设备编号', reads: 'serials' },
  { field: 'quantity', english: 'Quantity', chinese: '数量', also: 'qty|pieces|pcs|amount of goods', reads: 'number' },
  { field: 'unit', english: 'Unit', chinese: '单位', also: 'uom|unit of measure|计量单位|法定单位', reads: 'unit' },
  { field: 'unitValue', english: 'Unit value', chinese: '单价', also: 'unit price|price', reads: 'number' },
  { field: 'totalValue', english: 'Total value', chinese: '总价', also: 'total|value|amount|total price|总值|金额|货值', reads: 'number' },
  { field: 'currency', english: 'Currency', chinese: '币制', also: 'ccy|cur|币种|货币', reads: 'currency' },
  { field: 'origin', english: 'Country of origin', chinese: '原产国', also: 'origin|country|made in|原产地|原产国地区', reads: 'country' },
  { field: 'grossKilograms', english: 'Gross weight (kg)', chinese: '毛重', also: 'gross|gross weight|gross kg|gw|毛重千克|毛重公斤', reads: 'number' },
  { field: 'netKilograms', english: 'Net weight (kg)', chinese: '净重', also: 'net|net weight|net kg|nw|净重千克|净重公斤', reads: 'number' },
  { field: 'packages', english: 'Packages', chinese: '件数', also: 'number of packages|pkgs|cartons|包装件数', reads: 'whole' },
  { field: 'packageKind', english: 'Kind of package', chinese: '包装种类', also: 'package|packing|packaging|包装', reads: 'text' },
  { field: 'venue', english: 'Venue', chinese: '使用场馆', also: 'place of use|location|场馆|使用地点|存放地点', reads: 'text' },
  { field: 'use', english: 'Use', chinese: '用途', also: 'purpose|what becomes of it|处置方式', reads: 'use' },
  { field: 'lot', english: 'Lot', chinese: '批号', also: 'batch|lot number|batch number|生产批号', reads: 'text' },
  { field: 'productionDate', english: 'Production date', chinese: '生产日期', also: 'produced|date of production|manufactured', reads: 'day' },
  { field: 'expiryDate', english: 'Expiry date', chinese: '有效期', also: 'expires|best before|use by|失效日期|保质期至', reads: 'day' },
  { field: 'producerRegistration', english: 'Producer registration', chinese: '境外生产企业注册号', also: 'producer registration number|establishment number|注册编号|在华注册编号', reads: 'text' },
  { field: 'unNumber', english: 'UN number', chinese: '联合国编号', also: 'un|un no|危险货物编号', reads: 'un' },
  { field: 'permitReference', english: 'Permit', chinese: '许可证号', also: 'licence|license|permit number|licence number|批准文号|许可证编号', reads: 'text' },
  { field: 'remarks', english: 'Remarks', chinese: '备注', also: 'note|notes|comment', reads: 'text' },
];
