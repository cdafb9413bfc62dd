import type { GoodsLine, GoodsList } from '../shapes/list.ts';

/** Is everything that a column of a goods list can mean; `description` holds whichever language stands in it. */
export type ListColumn = keyof GoodsLine | 'description';
/** Is everything that an entry above the table can mean. */
export type HeadField = keyof GoodsList['head'];

/** Is what a heading can mean, with the spellings by which it is known. */
export interface Meaning<Field> {
  readonly field: Field;
  /** The headers of the template first, then every other spelling met, separated by `|`. */
  readonly zh: string;
  readonly en: string;
  readonly also: string;
}

/** Lists the columns in the order of the template. Shape: spellings are compared without case, blanks, full width and punctuation. */
export const listColumns: readonly Meaning<ListColumn>[] = [
  { field: 'position', zh: '序号', en: 'No.', also: '项号|行号|编号|#|item|item no|item number|line|line no|line number|position|pos|number|row' },
  { field: 'descriptionEn', zh: '英文品名', en: 'Description (English)', also: '品名英文|英文名称|英文货物名称|物资英文名称|商品英文名称|名称英文|english description|english name|goods description english|description in english|description en|name english|name en' },
  { field: 'descriptionZh', zh: '中文品名', en: 'Description (Chinese)', also: '品名中文|中文名称|中文货物名称|物资中文名称|商品中文名称|名称中文|chinese description|chinese name|goods description chinese|description in chinese|description zh|name chinese|name zh' },
  { field: 'description', zh: '品名', en: 'Description', also: '名称|货物名称|商品名称|物资名称|物品名称|货名|申报品名|description of goods|goods description|goods|commodity|commodity description|article|item description|name|name of goods|designation' },
  { field: 'brand', zh: '品牌', en: 'Brand', also: '牌子|商标|厂牌|make|manufacturer|trademark|trade mark|生产厂家' },
  { field: 'model', zh: '型号', en: 'Model', also: '规格型号|款号|货号|model no|model number|type|part number|part no|article number' },
  { field: 'specification', zh: '规格', en: 'Specification', also: '规格参数|技术参数|成分|specifications|spec|specs|technical data|composition' },
  { field: 'hsCode', zh: '商品编号', en: 'HS code', also: '商品编码|税号|税则号列|hs编码|海关编码|hs|hs no|hs number|tariff code|tariff no|tariff number|customs code|commodity code|customs tariff number' },
  { field: 'quantity', zh: '数量', en: 'Quantity', also: '申报数量|数目|qty|quantities|number of pieces|no of items|pcs' },
  { field: 'unit', zh: '单位', en: 'Unit', also: '计量单位|申报单位|数量单位|成交单位|uom|unit of measure|unit of quantity|units|quantity unit|measure unit' },
  { field: 'unitValue', zh: '单价', en: 'Unit value', also: '单价金额|unit price|price|price per unit|value per unit|unit cost' },
  { field: 'totalValue', zh: '总价', en: 'Total value', also: '总值|金额|总金额|货值|价值|申报总价|total price|total|value|total amount|line value|total cost|customs value|cif value' },
  { field: 'currency', zh: '币制', en: 'Currency', also: '币种|货币|currency code|cur|curr|ccy' },
  { field: 'origin', zh: '原产国（地区）', en: 'Origin', also: '原产国|原产地|产地|原产国地区|country of origin|origin country|made in|coo|country' },
  { field: 'grossKilograms', zh: '毛重（千克）', en: 'Gross weight (kg)', also: '毛重|毛重kg|毛重公斤|毛重千克|gross|gross weight|gross kg|gw|g w|gross mass|weight gross|gross weight kgs' },
  { field: 'netKilograms', zh: '净重（千克）', en: 'Net weight (kg)', also: '净重|净重kg|净重公斤|净重千克|net|net weight|net kg|nw|n w|net mass|weight net|weight|重量|net weight kgs' },
  { field: 'packages', zh: '件数', en: 'Packages', also: '箱数|包装件数|包件数|number of packages|no of packages|pkgs|packages no|colli|cartons' },
  { field: 'packageKind', zh: '包装种类', en: 'Kind of package', also: '包装|包装方式|包装类型|packing|package type|type of packages|kind of packages|packaging|package kind' },
  { field: 'serials', zh: '序列号', en: 'Serial numbers', also: '出厂编号|机身号|机身编号|设备编号|序列编号|sn|s n|s/n|serial|serials|serial no|serial nos|serial number|serial number s' },
  { field: 'venue', zh: '场馆', en: 'Venue', also: '使用场馆|使用地点|目的场馆|存放地点|place of use|location|destination venue' },
  { field: 'use', zh: '用途', en: 'Use', also: '使用方式|处置方式|进境目的|purpose|intended use|disposal|customs use' },
  { field: 'lot', zh: '批号', en: 'Lot', also: '批次|生产批号|生产批次|batch|batch no|batch number|lot no|lot number' },
  { field: 'productionDate', zh: '生产日期', en: 'Production date', also: '制造日期|出厂日期|date of production|manufacturing date|date of manufacture|produced on|mfg date' },
  { field: 'expiryDate', zh: '有效期至', en: 'Expiry date', also: '有效期|保质期至|失效日期|到期日|到期日期|expiry|expires|expires on|best before|use by|date of expiry|expiration date|exp date' },
  { field: 'producerRegistration', zh: '生产企业注册编号', en: 'Producer registration', also: '境外生产企业注册编号|生产企业注册号|注册编号|producer registration number|establishment number|registration number|manufacturer registration' },
  { field: 'unNumber', zh: '联合国编号', en: 'UN number', also: 'un编号|危险货物编号|un no|un|un nr|dangerous goods number' },
  { field: 'permitReference', zh: '许可证号', en: 'Permit', also: '许可证编号|许可证|批件号|批文号|审批单号|permit no|permit number|licence|licence no|licence number|license number|permit reference' },
  { field: 'remarks', zh: '备注', en: 'Remarks', also: '说明|附注|remark|notes|note|comment|comments' },
];

/** Lists what may stand above the table, each as a cell `key: value` or as two cells. */
export const headFields: readonly Meaning<HeadField>[] = [
  { field: 'title', zh: '清单名称', en: 'Title', also: '名称|标题|list name|name of list|subject' },
  { field: 'consignee', zh: '收货人', en: 'Consignee', also: '收货单位|收货人名称|境内收货人|进口单位|申请单位|importer|receiver|consignee name' },
  { field: 'creditCode', zh: '统一社会信用代码', en: 'Unified social credit code', also: '信用代码|社会信用代码|收货人代码|credit code|uscc|social credit code' },
  { field: 'reference', zh: '清单编号', en: 'List number', also: '清单号|编号|合同号|发票号|list no|reference|reference no|reference number|invoice no|invoice number|contract number' },
  { field: 'lines', zh: '项数', en: 'Number of lines', also: '总项数|行数|商品项数|lines|items|number of items|total lines|total items' },
  { field: 'packages', zh: '总件数', en: 'Total packages', also: '件数|总箱数|packages|number of packages|packages total' },
  { field: 'grossKilograms', zh: '总毛重（千克）', en: 'Total gross weight (kg)', also: '总毛重|毛重|total gross weight|gross weight|total gross' },
  { field: 'netKilograms', zh: '总净重（千克）', en: 'Total net weight (kg)', also: '总净重|净重|total net weight|net weight|total net' },
  { field: 'totalValue', zh: '总值', en: 'Total value', also: '总价|总金额|总货值|货值合计|total|total amount|value|invoice total' },
  { field: 'currency', zh: '币制', en: 'Currency', also: '币种|货币|currency code' },
  { field: 'conveyance', zh: '运输工具', en: 'Conveyance', also: '航班|航班号|船名航次|车号|flight|flight number|vessel|vessel and voyage|means of transport' },
  { field: 'pointCode', zh: '进境口岸', en: 'Port of entry', also: '口岸|入境口岸|进境口岸代码|port|point of entry|port code' },
  { field: 'arrivesOn', zh: '抵达日期', en: 'Arrival date', also: '预计抵达日期|到达日期|进境日期|arrival|date of arrival|eta|expected arrival' },
];
