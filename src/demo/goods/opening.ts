import { kinds, permits } from '../../modules/goods/catalogue/kinds.ts';
import type { PermitKind } from '../../modules/goods/catalogue/kinds.ts';
import { needsPermit } from '../../modules/goods/rules/permits.ts';
import type { GoodsLine } from '../../modules/goods/shapes/list.ts';
import { minute, portTime } from '../days.ts';
import type { ConsignmentSpec } from './consignment-spec.ts';
import type { GoodsDeed } from './deeds.ts';
import { agents, carnets, organiserGuarantee } from './parties.ts';
import type { InstrumentSpec, PartySpec } from './parties.ts';
import type { GoodsPlan } from './plan.ts';

const desk = ['PEK', 'goodsDesk'] as const;

// A party files itself, customs enters it into the register the same day.
function partyDeeds(party: PartySpec): GoodsDeed[] {
  const at = portTime(party.registeredOn, 9 * 60);
  const base = { chain: party.key, needs: [] };
  const { kind, nameEn, nameZh, registration, contact } = party;
  return [
    { ...base, name: 'file', at, by: party, station: null, action: 'goods.fileParty', input: () => ({ kind, nameEn, nameZh, registration, contact }) },
    { ...base, name: 'enter', at: at + 150 * minute, by: 'customsOfficer', station: desk, action: 'goods.decideParty', input: ({ result }) => ({ partyId: result(party.key, 'file')['partyId'], registered: true, reason: '' }) },
    ...party.agents.map((place): GoodsDeed => {
      const agent = agents[place]!;
      return { ...base, needs: [agent.key], name: `mandate ${agent.key}`, at: at + 240 * minute, by: party, station: null, action: 'goods.giveMandate', input: ({ result }) => ({ agentId: result(agent.key, 'file')['partyId'], validFrom: party.registeredOn, validUntil: '2023-12-31' }) };
    }),
  ];
}

function instrumentDeed(instrument: InstrumentSpec): GoodsDeed {
  const { key, kind, reference, guarantor, beginsOn, endsOn, claimDays, amountCny } = instrument;
  return { chain: key, needs: [], name: 'accept', at: portTime(beginsOn, 10 * 60), by: 'customsOfficer', station: desk, action: 'goods.acceptInstrument', input: () => ({ kind, reference, guarantor, beginsOn, endsOn, claimDays, amountCny }) };
}

function permitKindOf(spec: ConsignmentSpec, line: GoodsLine): PermitKind {
  const possible = kinds[spec.kind].permits;
  return possible.find((kind) => permits[kind].hs.some((prefix) => line.hsCode.startsWith(prefix))) ?? possible[0]!;
}

interface Permit { readonly spec: ConsignmentSpec; readonly kind: PermitKind; readonly lines: Map<string, { readonly line: GoodsLine; quantity: number; readonly serials: string[] }> }

/** Tells the chain of the permits that a consignment draws on: arms have their own, everything else those of its company. */
export function permitChain(spec: ConsignmentSpec, kind: PermitKind): string {
  return kind === 'firearms' ? `permit ${kind} ${spec.key}` : `permit ${kind} ${spec.company.key}`;
}

/** Lists the permits that the lines of a consignment need, by line. */
export function permitsOf(spec: ConsignmentSpec): { readonly kind: PermitKind; readonly line: GoodsLine }[] {
  return spec.list.lines.flatMap((line) => (needsPermit(spec.kind, line) ? [{ kind: permitKindOf(spec, line), line }] : []));
}

// One permit a company and authority, with room for a little more than comes; arms down to the rifle and the round.
function permitDeeds(consignments: readonly ConsignmentSpec[]): GoodsDeed[] {
  const found = new Map<string, Permit>();
  for (const spec of consignments) {
    if (spec.story.permitMissing === true) continue;
    for (const { kind, line } of permitsOf(spec)) {
      const chain = permitChain(spec, kind);
      const permit = found.get(chain) ?? { spec, kind, lines: new Map() };
      found.set(chain, permit);
      const key = `${line.hsCode} ${line.unit}`;
      const entry = permit.lines.get(key) ?? { line, quantity: 0, serials: [] };
      permit.lines.set(key, entry);
      entry.quantity += Number(line.quantity);
      if (kind === 'firearms') entry.serials.push(...line.serials);
    }
  }
  return [...found].map(([chain, { spec, kind, lines }], place): GoodsDeed => ({
    chain, needs: [spec.company.key], name: 'enter', at: kind === 'firearms' ? spec.at.submit + 10 * minute : portTime(spec.company.registeredOn, 16 * 60) + place * minute, by: 'customsOfficer', station: desk, action: 'goods.enterPermit',
    input: ({ result }) => ({
      kind, number: `INV-${kind.toUpperCase()}-${String(place + 1).padStart(3, '0')}`, authority: `Invented: ${permits[kind].authority.en}`.slice(0, 200), partyId: result(spec.company.key, 'file')['partyId'], validFrom: kind === 'firearms' ? '2021-12-01' : spec.company.registeredOn, validUntil: '2022-12-31',
      points: kind === 'firearms' ? ['PEK'] : [], lines: [...lines.values()].map(({ line, quantity, serials }) => ({ hsPrefix: line.hsCode, description: line.descriptionEn, unit: line.unit, approved: String(kind === 'firearms' ? quantity : Math.ceil(quantity * 1.15)), serials })),
    }),
  }));
}

/** Lists the deeds before any goods come: parties and mandates, guarantees, permits. */
export function openingDeeds(plan: GoodsPlan): GoodsDeed[] {
  return [...[...agents, ...plan.companies].flatMap(partyDeeds), ...[organiserGuarantee, ...carnets].map(instrumentDeed), ...permitDeeds(plan.consignments)];
}
