import { area } from './area.ts';

/** What the reader of N42 documents says, in a few words: `refused.…` of what is not let in, `finding.…` of what is noticed and stops nothing. */
export const n42 = area({
  en: {
    'refused.not-well-formed': 'The XML is not well-formed; export the file again', 'refused.encoding-broken': 'Bytes are not of the encoding that is declared', 'refused.encoding-unknown': 'The declared encoding is not known',
    'refused.doctype': 'A document type declaration (DTD) is not taken', 'refused.entity': 'An entity is not known', 'refused.too-large': 'The file is too large', 'refused.too-deep': 'Elements stand too deep in each other',
    'refused.too-many-elements': 'There are too many elements', 'refused.too-many-measurements': 'There are too many measurements', 'refused.markup-too-long': 'A name or its attributes are too long', 'refused.not-n42': 'The file is no N42 document',
    'refused.empty': 'The file is empty', 'refused.more-documents': 'Something stands behind the first document and is not read', 'refused.too-many-channels': 'A spectrum has too many channels', 'refused.count-not-a-number': 'A count is no number',
    'refused.counted-zeroes-malformed': 'The counted zeroes of a spectrum are broken',
    'finding.placeholder': 'A placeholder stands for a value', 'finding.undeclared-prefix': 'A prefix is declared nowhere', 'finding.namespace-unknown': 'The namespace is not that of N42', 'finding.missing-child': 'A required element is missing',
    'finding.missing-attribute': 'A required attribute is missing', 'finding.wrong-order': 'Elements stand in the wrong order', 'finding.repeated-child': 'An element stands twice', 'finding.unknown-element': 'The standard does not know an element',
    'finding.foreign-element': 'An element of another vocabulary was left out', 'finding.misplaced-element': 'An element stands in the wrong place', 'finding.date-invalid': 'A date is none', 'finding.date-not-standard': 'A date is written otherwise than the standard wants',
    'finding.duration-invalid': 'A duration is none', 'finding.duration-not-standard': 'A duration is written otherwise than the standard wants', 'finding.truth-invalid': 'A value is neither true nor false',
    'finding.truth-not-standard': 'True or false is written otherwise than the standard wants', 'finding.number-invalid': 'A number is none', 'finding.number-not-standard': 'A number is written otherwise than the standard wants',
    'finding.code-unknown': 'A code is none of the standard’s', 'finding.calibration-coefficients': 'A calibration has more coefficients than the standard', 'finding.calibration-invalid': 'An energy calibration cannot be used',
    'finding.calibration-missing': 'A spectrum has no energy calibration', 'finding.boundaries-count': 'A calibration’s boundaries do not match the channels', 'finding.counts-negative': 'Counts are below zero', 'finding.counts-with-commas': 'Commas stand between counts',
    'finding.live-exceeds-real': 'A live time is longer than its real time', 'finding.dangling-reference': 'A reference leads nowhere', 'finding.duplicate-id': 'Two elements have one identifier', 'finding.wrapped-root': 'The document stands inside another element',
    'finding.encoding-misdeclared': 'Another encoding is declared than was used', 'finding.text-too-long': 'A text was cut', 'finding.spectrum-empty': 'A spectrum has no channels', 'finding.compression-unknown': 'A compression is not known',
  },
  zh: {
    'refused.not-well-formed': 'XML 格式不正确，请重新导出文件', 'refused.encoding-broken': '字节与声明的编码不符', 'refused.encoding-unknown': '声明的编码无法识别',
    'refused.doctype': '不接受文档类型声明（DTD）', 'refused.entity': '出现未知的实体', 'refused.too-large': '文件过大', 'refused.too-deep': '元素嵌套过深',
    'refused.too-many-elements': '元素过多', 'refused.too-many-measurements': '测量过多', 'refused.markup-too-long': '名称或属性过长', 'refused.not-n42': '文件不是 N42 文档',
    'refused.empty': '文件为空', 'refused.more-documents': '第一个文档之后还有内容，未读取', 'refused.too-many-channels': '能谱道数过多', 'refused.count-not-a-number': '计数不是数字',
    'refused.counted-zeroes-malformed': '能谱的零压缩数据损坏',
    'finding.placeholder': '应填写的值只是占位符', 'finding.undeclared-prefix': '前缀未声明', 'finding.namespace-unknown': '命名空间不是 N42 的', 'finding.missing-child': '缺少必需的元素',
    'finding.missing-attribute': '缺少必需的属性', 'finding.wrong-order': '元素顺序不对', 'finding.repeated-child': '元素重复', 'finding.unknown-element': '标准中没有该元素',
    'finding.foreign-element': '其他词汇表的元素已略去', 'finding.misplaced-element': '元素位置不对', 'finding.date-invalid': '日期无效', 'finding.date-not-standard': '日期写法不合标准',
    'finding.duration-invalid': '时长无效', 'finding.duration-not-standard': '时长写法不合标准', 'finding.truth-invalid': '既非真也非假',
    'finding.truth-not-standard': '真假值写法不合标准', 'finding.number-invalid': '数值无效', 'finding.number-not-standard': '数值写法不合标准',
    'finding.code-unknown': '代码不在标准之列', 'finding.calibration-coefficients': '刻度系数多于标准规定', 'finding.calibration-invalid': '能量刻度无法使用',
    'finding.calibration-missing': '能谱没有能量刻度', 'finding.boundaries-count': '刻度边界数与道数不符', 'finding.counts-negative': '计数为负', 'finding.counts-with-commas': '计数之间有逗号',
    'finding.live-exceeds-real': '活时间长于实时间', 'finding.dangling-reference': '引用的对象不存在', 'finding.duplicate-id': '标识符重复', 'finding.wrapped-root': '文档位于其他元素之内',
    'finding.encoding-misdeclared': '声明的编码与实际不符', 'finding.text-too-long': '文本过长，已截断', 'finding.spectrum-empty': '能谱没有道数据', 'finding.compression-unknown': '压缩方式无法识别',
  },
});
