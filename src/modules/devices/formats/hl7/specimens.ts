/** Is a message of two results, one nucleic acid and one cycle threshold, as an analyser sends it. */
export const specimenOru = [
  'MSH|^~\\&|PCR1|LAB|TONGGUAN|PORT|20220127201500+0800||ORU^R01^ORU_R01|MSG00001|P|2.5.1|||||CHN|UNICODE UTF-8',
  'PID|1||P-17^^^LAB||测试^甲',
  'ORC|RE|ORD-9^HIS|LAB-9^LIS',
  'OBR|1|ORD-9^HIS|LAB-9^LIS|94531-1^SARS-CoV-2 RNA panel^LN|||20220127190000+0800|||||||||||||||20220127200500+0800|||F',
  'OBX|1|CWE|94500-6^SARS-CoV-2 RNA NAA+probe^LN||260415000^Not detected^SCT||Not detected|N|||F|||20220127200000+0800||OP7^Wang^Li||GX-4001^GeneXpert|20220127200400+0800',
  'NTE|1|L|Ct above limit\\.br\\second line \\T\\ more',
  'OBX|2|NM|94745-7^Cycle threshold^LN||38.4|{Ct}|<40||||P',
  'SPM|1|TUBE-0042&HIS^S-77&LIS||258500001^Nasopharyngeal swab^SCT|||||||P',
  '',
].join('\r');

/** Is a control of a run, as `OUL^R22` sends it: specimen first, with its reagent lot. */
export const specimenControl = [
  'MSH|^~\\&|PCR1|LAB|TONGGUAN|PORT|20220127080000||OUL^R22^OUL_R22|MSG00002|P|2.5.1',
  'SPM|1|POSCTRL-1||CTRL^Positive control^L|||||||Q',
  'INV|KIT-3^SARS-CoV-2^L|OK^^HL70383|R1|||||||||||||LOT-2201',
  'OBR|1|||94500-6^^LN',
  'OBX|1|CWE|94500-6^^LN||260373001^^SCT||||||F|||20220127075500',
  '',
].join('\r');
