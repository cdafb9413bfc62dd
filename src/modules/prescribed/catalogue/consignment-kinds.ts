/** Lists the kinds of consignment, from official supplies to dangerous goods. Source: docs/facts.md, kinds of consignment. */
export const consignmentKinds = [
  'K01', 'K02', 'K03', 'K04', 'K05', 'K06', 'K07', 'K08', 'K09', 'K10', 'K11', 'K12', 'K13', 'K14', 'K15', 'K16', 'K17',
] as const;

/** Is one kind of consignment. */
export type ConsignmentKind = (typeof consignmentKinds)[number];

/** Is when a kind owes a step: always, in the red lane only, or under a condition in CEL. */
export type Prescription = 'always' | 'red' | { readonly when: string };

const always = 'always' as const;
const red = 'red' as const;
const carnet = { when: 'goods.cover == "carnet"' } as const;
/** What every consignment owes. */
const base = {
  'GDS-REG': always, 'GDS-LIST': always, 'GDS-CERT': always, 'GDS-DECL': always, 'GDS-RISK': always, 'GDS-DOCS': always, 'GDS-ARR': always, 'GDS-RADN': always, 'GDS-PACK': always,
  'GDS-TAX': always, 'GDS-RELS': always, 'GDS-DLVR': always, 'GDS-RPT': always, 'GDS-PERM': { when: 'goods.permitNeeded' }, 'GDS-DISF': { when: 'arrival.healthOrder' },
  'GDS-APPT': red, 'GDS-COUNT': red, 'GDS-SERL': { when: 'lane.colour == "red" && goods.serialised' },
} as const satisfies Record<string, Prescription>;
/** What goods that leave again owe besides. */
const temporary = {
  ...base, 'GDS-CONF': always, 'GDS-GUAR': always, 'GDS-ATA': carnet, 'GDS-STOCK': always, 'GDS-DISP': always, 'GDS-EXIT': always, 'GDS-DISC': always,
} as const satisfies Record<string, Prescription>;
const covered = { when: 'goods.cover != "none"' } as const;
const serials = { when: 'goods.serialised' } as const;
/** Every kind ends by being closed. */
const closed = { 'GDS-CLS': always } as const;

/**
 * Says which steps each kind owes; a new kind is one entry here and one in the catalogue of goods, which the compiler asks for.
 * Source: docs/facts.md, kinds of consignment (the assignment of steps to kinds is inferred from the statutes named with each kind).
 */
export const prescribedFor: Readonly<Record<ConsignmentKind, Readonly<Record<string, Prescription>>>> = {
  K01: { ...base, ...closed },
  K02: { ...temporary, 'GDS-SERL': { when: 'goods.serialised && (lane.colour == "red" || lane.colour == "yellow")' }, ...closed },
  K03: { ...temporary, 'GDS-SERL': serials, ...closed },
  K04: { 'GDS-REG': always, 'GDS-LIST': always, 'GDS-CERT': always, 'GDS-GUAR': covered, 'GDS-ATA': carnet, 'GDS-DECL': always, 'GDS-RISK': always, 'GDS-ARR': always, 'GDS-SERL': serials, 'GDS-RELS': always, 'GDS-DISP': always, 'GDS-EXIT': always, 'GDS-DISC': covered, 'GDS-RPT': always, 'GDS-PERM': { when: 'goods.permitNeeded' }, ...closed },
  K05: { ...temporary, 'GDS-SERL': serials, ...closed },
  K06: { ...temporary, 'GDS-PERM': always, 'GDS-APPT': always, 'GDS-SERL': serials, 'GDS-COUNT': always, 'GDS-CNT2': always, 'GDS-SEAL': always, ...closed },
  K07: { ...temporary, 'GDS-PERM': always, 'GDS-SERL': serials, ...closed },
  K08: { ...base, 'GDS-PERM': always, 'GDS-COUNT': always, 'GDS-DISP': always, ...closed },
  K09: { ...base, 'GDS-PERM': always, 'GDS-APPT': always, 'GDS-HQ': always, 'GDS-SEAL': always, 'GDS-SAMP': always, 'GDS-DISP': always, ...closed },
  K10: { ...base, 'GDS-LABL': always, 'GDS-HQ': always, 'GDS-SAMP': always, 'GDS-DISP': always, ...closed },
  K11: { ...temporary, 'GDS-PERM': always, 'GDS-APPT': always, 'GDS-APQ': always, 'GDS-SAMP': always, 'GDS-DISF': always, ...closed },
  K12: { 'GDS-REG': always, 'GDS-LIST': always, 'GDS-PERM': always, 'GDS-DECL': always, 'GDS-ARR': always, 'GDS-APQ': always, 'GDS-RELS': always, 'GDS-DISP': always, 'GDS-EXIT': always, 'GDS-GUAR': covered, 'GDS-DISC': covered, ...closed },
  K13: { ...base, 'GDS-PERM': always, 'GDS-APQ': always, 'GDS-SAMP': always, 'GDS-DISP': always, ...closed },
  K14: { ...base, 'GDS-CONF': { when: 'goods.freeQuota' }, 'GDS-DISP': { when: 'goods.freeQuota' }, ...closed },
  K15: { ...temporary, 'GDS-SERL': serials, ...closed },
  K16: { 'GDS-REG': always, 'GDS-LIST': always, 'GDS-DECL': always, 'GDS-RISK': always, 'GDS-ARR': always, 'GDS-APQ': { when: 'goods.quarantine' }, 'GDS-TAX': { when: 'goods.cover == "tax"' }, 'GDS-RELS': always, 'GDS-PERM': { when: 'goods.permitNeeded' }, ...closed },
  K17: { ...base, 'GDS-PERM': always, 'GDS-APPT': always, 'GDS-COUNT': always, 'GDS-CNT2': always, 'GDS-SEAL': always, 'GDS-DISP': always, ...closed },
};

/** Writes when a step is owed, as one condition over the kinds that owe it. Shape: `false` where no kind does. */
export function owedWhen(step: string): string {
  const groups = new Map<string, ConsignmentKind[]>();
  for (const kind of consignmentKinds) {
    const prescription = prescribedFor[kind][step];
    if (prescription === undefined) continue;
    const condition = prescription === 'always' ? 'true' : prescription === 'red' ? 'lane.colour == "red"' : prescription.when;
    groups.set(condition, [...(groups.get(condition) ?? []), kind]);
  }
  const parts = [...groups].map(([condition, kinds]) => {
    const all = kinds.length === consignmentKinds.length;
    const named = kinds.length === 1 ? `goods.kind == "${kinds[0]}"` : `goods.kind in [${kinds.map((kind) => `"${kind}"`).join(', ')}]`;
    return all ? condition : condition === 'true' ? named : `${named} && (${condition})`;
  });
  return parts.length === 0 ? 'false' : parts.length === 1 ? parts[0]! : parts.map((part) => (part.includes(' && ') ? `(${part})` : part)).join(' || ');
}
