import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { auditLedger } from '../src/modules/goods/auditing.ts';
import { casesOf } from './long-run.ts';
import { openBorderPort, owed } from './goods-border-port.ts';
import type { BorderPort, Decision } from './goods-border-port.ts';
import type { GoodsPort } from './goods-port.ts';

let border: BorderPort;
let port: GoodsPort;
let duty: Actor;
let second: Actor;
beforeAll(async () => {
  border = await openBorderPort();
  ({ port, duty, second } = border);
});
afterAll(async () => { await port?.close(); });

const see: BorderPort['see'] = (...given) => border.see(...given);
const free = (): Promise<number> => border.free();
const failing: BorderPort['failing'] = (...given) => border.failing(...given);
const decision: BorderPort['decision'] = (...given) => border.decision(...given);
const decides: BorderPort['decides'] = (...given) => border.decides(...given);

const sentBack = { proof: { conveyance: 'XX102', exitDeclaration: 'E-77' } };

describe('goods that fail before their release', () => {
  it('a part is sent back, and the rest goes on: released at 100 % of what remains, with its own tax, while the guarantee of the part is bound until the proof', async () => {
    const before = await free();
    const consignmentId = await failing();
    const reserved = before - await free();
    const decisionId = await decides(consignmentId, 'return', { items: [{ position: 1, quantity: '1', serials: ['CAM-1-1'] }] });
    let seen = await see(consignmentId);
    expect(seen.lines.map(({ quantity, closed, away }) => [quantity, closed, away])).toEqual([['2', '0', '1'], ['2', '0', '0']]);
    expect(seen.failedSteps).toContain('GDS-DOCS');
    expect(owed(seen)).toEqual(expect.arrayContaining(['GDS-DOCS', 'GDS-AWAY', 'GDS-RELS']));
    expect(before - await free()).toBe(reserved);
    expect(await port.world.refusedBy('goods.release', { consignmentId }, { as: port.customs })).toBe('still-owed');
    // The rest is inspected again; the numbers that are kept apart are not looked for.
    await port.completes(consignmentId).catch(() => undefined);
    await port.world.done('goods.scanSerials', { consignmentId, serials: ['CAM-1-2', 'CAM-2-1', 'CAM-2-2'] }, { as: port.customs });
    await port.world.done('goods.assess', { consignmentId }, { as: port.customs });
    seen = await see(consignmentId);
    const taxed = seen.assessments.at(-1)!.totalFen;
    expect(taxed).toBe(Math.round(reserved * 3 / 4));
    await port.world.done('goods.release', { consignmentId }, { as: port.customs });
    seen = await see(consignmentId);
    expect(seen.consignment.state).toBe('released');
    expect(seen.case.records.filter((one) => one.step === 'GDS-DOCS').map((one) => one.outcome)).toEqual(['failed', 'passed']);
    expect(before - await free()).toBe(reserved);
    expect(await port.world.refusedBy('goods.dispose', { consignmentId, kind: 'reExport', evidence: 'exit', items: [{ position: 1, quantity: '2', serials: ['CAM-1-1', 'CAM-1-2'] }] }, { as: port.customs })).toBe('serial-unknown');
    expect(await port.world.refusedBy('goods.scanExit', { consignmentId, evidence: 'exit', serials: ['CAM-1-1'] }, { as: port.customs })).toBe('serial-decided-away');
    expect(await port.world.refusedBy('goods.proveDecision', { decisionId, ...sentBack }, { as: port.customs })).toBe('exit-scan-differs');
    expect(await port.world.refusedBy('goods.proveDecision', { decisionId, proof: { conveyance: 'XX102' }, serials: ['CAM-1-1'] }, { as: port.customs })).toBe('proof-missing');
    const { freedCny } = await port.world.done<{ freedCny: string }>('goods.proveDecision', { decisionId, ...sentBack, serials: ['CAM-1-1'] }, { as: port.customs });
    expect(Math.round(Number(freedCny) * 100)).toBe(reserved - taxed);
    expect(before - await free()).toBe(taxed);
    seen = await see(consignmentId);
    expect(seen.lines[0]).toMatchObject({ closed: '1', away: '0' });
    expect(seen.decisions[0]).toMatchObject({ state: 'done', freedFen: reserved - taxed, source: { verified: true } });
    // The rest leaves in the ordinary way, and everything balances to zero.
    await port.world.done('goods.scanExit', { consignmentId, evidence: 'exit', serials: ['CAM-1-2', 'CAM-2-1', 'CAM-2-2'] }, { as: port.customs });
    expect(await free()).toBe(before);
    expect((await see(consignmentId)).consignment.linesOpen).toBe(0);
  });

  it('all is destroyed by two officers: what was owed is ruled not applicable, the failed step stays failed, the reserve is freed by the certificate and not before, and the consignment closes', async () => {
    const before = await free();
    const consignmentId = await failing();
    const bound = before - await free();
    const proposed = await port.world.done<{ decisionId: string; contentHash: string; inForce: boolean }>('goods.decideAtBorder', decision(consignmentId, 'destruction'), { as: port.customs });
    const { decisionId, contentHash } = proposed;
    expect(proposed.inForce).toBe(false);
    expect((await see(consignmentId)).lines[0]).toMatchObject({ away: '0' });
    expect(await port.world.refusedBy('goods.enforceDecision', { decisionId }, { as: port.customs })).toBe('signature-missing');
    expect(await port.world.refusedBy('goods.signDecision', { decisionId, contentHash }, { as: port.customs })).toBe('second-officer-same');
    expect(await port.world.refusedBy('goods.signDecision', { decisionId, contentHash: 'f'.repeat(64) }, { as: second })).toBe('signature-outdated');
    await port.world.done('goods.signDecision', { decisionId, contentHash }, { as: second });
    await port.world.done('goods.enforceDecision', { decisionId }, { as: port.customs });
    let seen = await see(consignmentId, port.trader);
    expect(seen.consignment.state).toBe('turnedAway');
    expect(seen.decisions[0]).toMatchObject({ kind: 'destruction', state: 'inForce', signedWay: 'session' });
    expect(seen.decisions[0]!.traderMay.zh).toContain('销毁');
    const ruled = seen.case.records.filter((one) => one.outcome === 'not_applicable');
    expect(ruled.map((one) => one.step)).toEqual(expect.arrayContaining(['GDS-DOCS', 'GDS-ARR', 'GDS-TAX', 'GDS-RELS']));
    expect(ruled.every((one) => one.rule!.startsWith('border.allAway'))).toBe(true);
    expect(seen.case.records.filter((one) => one.step === 'GDS-DOCS').map((one) => one.outcome)).toEqual(['failed', 'not_applicable']);
    expect(before - await free()).toBe(bound);
    for (const [name, input] of [['goods.release', {}], ['goods.assess', {}]] as const) expect(await port.world.refusedBy(name, { consignmentId, ...input }, { as: port.customs })).not.toBe('');
    expect(await port.world.refusedBy('goods.askChange', { consignmentId, change: { kind: 'cancellation' }, reason: 'Not wanted' }, { as: port.trader })).toBe('goods-decided');
    expect(await port.world.refusedBy('goods.close', { consignmentId }, { as: port.customs })).toBe('lines-open');
    await port.world.done('goods.proveDecision', { decisionId, proof: { certificate: 'DC-9', method: 'incineration', witness: 'Invented witness' } }, { as: port.customs });
    expect(await free()).toBe(before);
    seen = await see(consignmentId);
    expect(seen.lines.every((line) => line.closed === line.quantity && line.reservedFen + line.committedFen === 0)).toBe(true);
    for (const step of owed(seen).filter((one) => one === 'GDS-RPT')) await port.records(consignmentId, step, { sent: true, recipients: 'Invented committee' });
    await port.world.done('goods.close', { consignmentId }, { as: port.customs });
    expect((await see(consignmentId)).consignment.state).toBe('closed');
  });

  it('a seizure of all stops the clock of the stay, and its lifting lets it run on by as many days', async () => {
    const { consignmentId } = await port.submits();
    await port.confirms(consignmentId);
    await port.releases(consignmentId);
    const { consignment } = await see(consignmentId);
    expect(await port.world.refusedBy('goods.decideAtBorder', decision(consignmentId, 'return', { step: undefined }), { as: port.customs })).toBe('consignment-released');
    const decisionId = await decides(consignmentId, 'seizure', { step: undefined, dueOn: '2022-12-01' });
    let seen = await see(consignmentId);
    expect(seen.consignment.state).toBe('seized');
    expect(seen.decisions[0]).toMatchObject({ clockSince: '2022-01-05', clockDaysLeft: Math.round((Date.parse(consignment.leavesBy!) - Date.parse('2022-01-05')) / 86_400_000) });
    expect(await port.world.refusedBy('goods.liftSeizure', { decisionId, reason: 'Cleared' }, { as: port.customs })).toBe('role-not-allowed');
    port.world.setTime(new Date(Date.parse(port.world.now()) + 20 * 86_400_000).toISOString(), 1);
    const { leavesBy } = await port.world.done<{ leavesBy: string }>('goods.liftSeizure', { decisionId, reason: 'The papers were found' }, { as: duty });
    expect((Date.parse(leavesBy) - Date.parse(consignment.leavesBy!)) / 86_400_000).toBe(20);
    seen = await see(consignmentId);
    expect(seen.consignment).toMatchObject({ state: 'released', leavesBy });
    // An extension counts from there.
    const extended = await port.world.done<{ leavesBy: string }>('goods.extend', { consignmentId, months: 1, reason: 'The event goes on' }, { as: port.customs });
    expect(extended.leavesBy > leavesBy).toBe(true);
  });

  it('a treatment bars the release until it is proved and what failed has passed; a seizure is followed by confiscation, and neither is charged', async () => {
    const treated = await failing();
    const decisionId = await decides(treated, 'treatment', { dueOn: '2022-02-05', seals: [] });
    expect(owed(await see(treated))).toEqual(expect.arrayContaining(['GDS-TREA', 'GDS-DOCS']));
    await port.completes(treated);
    expect(await port.world.refusedBy('goods.release', { consignmentId: treated }, { as: port.customs })).toBe('still-owed');
    await port.world.done('goods.proveDecision', { decisionId, proof: { method: 'fumigation', certificate: 'F-1' } }, { as: port.customs });
    await port.world.done('goods.release', { consignmentId: treated }, { as: port.customs });

    const before = await free();
    const consignmentId = await failing();
    expect(await port.world.refusedBy('goods.decideAtBorder', decision(consignmentId, 'confiscation', { dueOn: '2022-02-05' }), { as: duty })).toBe('seizure-first');
    const seizure = await decides(consignmentId, 'seizure', { dueOn: '2022-12-01' });
    expect((await see(consignmentId)).consignment.state).toBe('seized');
    expect(await port.world.refusedBy('goods.proveDecision', { decisionId: seizure, proof: {} }, { as: port.customs })).toBe('decision-held');
    const taken = await decides(consignmentId, 'confiscation', { follows: seizure, step: undefined, dueOn: '2022-02-20' }, duty);
    const seen = await see(consignmentId);
    expect(seen.consignment.state).toBe('turnedAway');
    expect(seen.decisions.find((one) => one.decisionId === seizure)).toMatchObject({ state: 'superseded' });
    await port.world.done('goods.proveDecision', { decisionId: taken, proof: { certificate: 'C-1', receipt: 'R-1' } }, { as: duty });
    expect(await free()).toBe(before);
  });

  it('every figure of the border opens to exactly the decisions that it counts', async () => {
    type Figure = { kind: string; decided: number; open: number; consignments: number };
    for (const period of [{}, { from: '2022-01-01', to: '2022-01-31' }, { from: '2021-01-01', to: '2021-01-31' }]) {
      const { border } = await port.world.see<{ border: Figure[] }>('goods.figures', { groupBy: 'port', ...period }, { as: port.customs });
      for (const kind of ['return', 'destruction', 'seizure', 'confiscation', 'treatment']) {
        const figure = border.find((row) => row.kind === kind);
        const { decisions } = await port.world.see<{ decisions: { consignmentId: string; kind: string }[] }>('goods.borderDecisions', { kind, ended: true, counted: period }, { as: port.customs });
        expect((await port.world.see<{ decisions: unknown[] }>('goods.borderDecisions', { kind, counted: period }, { as: port.customs })).decisions).toHaveLength(figure?.open ?? 0);
        expect([kind, decisions.length, new Set(decisions.map((one) => one.consignmentId)).size, decisions.every((one) => one.kind === kind)]).toEqual([kind, figure?.decided ?? 0, figure?.consignments ?? 0, true]);
      }
      expect(border.length > 0).toBe(period.from !== '2021-01-01');
    }
  });

  it('who may not decide is refused, and a trader sees their own and nothing of others', async () => {
    const consignmentId = await failing();
    for (const role of ['committee', 'laboratory', 'immigration'] as const) expect(await port.world.refusedBy('goods.decideAtBorder', decision(consignmentId, 'return'), { as: await port.world.makeOfficer(role) })).toBe('role-not-allowed');
    expect(await port.world.refusedBy('goods.decideAtBorder', decision(consignmentId, 'return'), { as: port.trader })).toBe('role-not-allowed');
    expect(await port.world.refusedBy('goods.decideAtBorder', decision(consignmentId, 'seizure', { dueOn: '2022-12-01' }), { as: await port.world.makeOfficer('healthOfficer') })).toBe('role-not-allowed');
    for (const [more, code] of [[{ step: 'GDS-SAMP' }, 'nothing-failed'], [{ seals: [] }, 'seals-needed'], [{ dueOn: '2023-12-01' }, 'decision-due-wrong'], [{ items: [{ position: 1, quantity: '3', serials: [] }] }, 'quantity-exceeded'], [{ items: [{ position: 1, quantity: '1' }] }, 'serials-differ'], [{ items: [{ position: 9, quantity: '1' }] }, 'line-unknown']] as const) {
      expect([code, await port.world.refusedBy('goods.decideAtBorder', decision(consignmentId, 'return', { dueOn: '2022-02-20', ...more }), { as: port.customs })]).toEqual([code, code]);
    }
    await decides(consignmentId, 'return', { dueOn: '2022-02-20' });
    const own = await port.world.see<{ decisions: Decision[]; counts: Record<string, number> }>('goods.borderDecisions', {}, { as: port.trader });
    expect(own.counts['return']).toBeGreaterThan(0);
    const stranger = await port.world.makeOfficer('trader');
    await port.world.done('goods.fileParty', { kind: 'company', nameEn: 'Invented Other Ltd', nameZh: '虚构他司', registration: '91110000MA0000002P', contact: 'other@example.org' }, { as: stranger });
    expect(await port.world.see('goods.borderDecisions', {}, { as: stranger })).toMatchObject({ decisions: [] });
    await expect(port.world.open.pool.query('UPDATE border_decisions SET reason = $2 WHERE event_id = $1', [port.world.eventId, 'x'])).rejects.toThrow(/permission denied/);
  });

  it('a decision against a release: one of the two comes first, and what is released was not decided away', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      const consignmentId = await failing({ lines: [{ serials: [] }] });
      await port.completes(consignmentId).catch(() => undefined);
      await port.world.done('goods.assess', { consignmentId }, { as: port.customs });
      const again = owed(await see(consignmentId)).includes('GDS-RELS');
      const { decisionId, contentHash } = await port.world.done<{ decisionId: string; contentHash: string }>('goods.decideAtBorder', decision(consignmentId, 'seizure', { step: undefined, dueOn: '2022-12-01' }), { as: port.customs });
      await port.world.done('goods.signDecision', { decisionId, contentHash }, { as: second });
      const [released, decided] = await Promise.all([port.world.act('goods.release', { consignmentId }, { as: port.customs }), port.world.act('goods.enforceDecision', { decisionId }, { as: port.customs })]);
      const seen = await see(consignmentId);
      expect(again && decided.ok).toBe(true);
      // A seizure may come after the release; the other way round the release is refused.
      if (released.ok) expect(seen.lines[0]).toMatchObject({ away: '2', reservedFen: 0 });
      else expect(['goods-decided', 'still-owed']).toContain(released.refusal.code);
      expect(seen.consignment.state).toBe('seized');
    }
  });

  it('after whatever decisions, quantities and money balance', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ kind: fc.constantFrom('return', 'destruction', 'seizure'), position: fc.integer({ min: 1, max: 2 }), quantity: fc.integer({ min: 1, max: 4 }), after: fc.constantFrom('prove', 'leave', 'lift', 'prove') }), { minLength: 2, maxLength: 5 }), fc.boolean(), async (turns, goesOn) => {
      const before = await free();
      const consignmentId = await failing({ lines: [{ quantity: '7', totalValue: '350000.00', serials: [] }, { quantity: '5', totalValue: '250000.00', serials: [] }] });
      const reserved = before - await free();
      for (const { kind, position, quantity, after } of turns) {
        const due = kind === 'seizure' ? '2022-12-01' : '2022-02-20';
        const answer = await port.world.act('goods.decideAtBorder', decision(consignmentId, kind, { dueOn: due, items: [{ position, quantity: String(quantity) }] }), { as: port.customs });
        if (!answer.ok) { expect(['quantity-exceeded', 'nothing-failed']).toContain(answer.refusal.code); continue; }
        const { decisionId, contentHash, inForce } = answer.result as { decisionId: string; contentHash: string; inForce: boolean };
        if (!inForce) {
          await port.world.done('goods.signDecision', { decisionId, contentHash }, { as: second });
          await port.world.done('goods.enforceDecision', { decisionId }, { as: port.customs });
        }
        if (after === 'prove' && kind !== 'seizure') await port.world.done('goods.proveDecision', { decisionId, proof: { conveyance: 'XX102', exitDeclaration: 'E-7', certificate: 'DC', method: 'fire', witness: 'One' } }, { as: port.customs });
        if (after === 'lift' && kind === 'seizure') await port.world.done('goods.liftSeizure', { decisionId, reason: 'Cleared' }, { as: duty });
      }
      if (goesOn && (await see(consignmentId)).lines.some((line) => Number(line.quantity) > Number(line.closed) + Number(line.away))) {
        await port.completes(consignmentId);
        await port.world.done('goods.release', { consignmentId }, { as: port.customs });
      }
      const seen = await see(consignmentId);
      const [sums] = await port.world.open.pool.query<{ wrong: number }>(`SELECT count(*)::int AS wrong FROM goods_lines n WHERE n.event_id = $1 AND n.consignment_id = $2 AND (n.closed <> (SELECT coalesce(sum(d.quantity), 0) FROM dispositions d WHERE d.event_id = n.event_id AND d.line_id = n.line_id)
        OR n.away <> (SELECT coalesce(sum(w.quantity), 0) FROM border_decision_lines w JOIN border_decisions b ON b.event_id = w.event_id AND b.decision_id = w.decision_id JOIN border_enforcements f ON f.event_id = w.event_id AND f.decision_id = w.decision_id LEFT JOIN border_endings e ON e.event_id = w.event_id AND e.decision_id = w.decision_id WHERE w.event_id = n.event_id AND w.line_id = n.line_id AND e.decision_id IS NULL AND b.kind <> 'treatment'))`, [port.world.eventId, consignmentId]);
      expect(sums!.wrong).toBe(0);
      for (const line of seen.lines) {
        // Nothing that is still here is uncovered, and nothing that is gone is covered.
        const here = Number(line.quantity) - Number(line.closed);
        expect(here === 0).toBe(line.reservedFen + line.committedFen === 0);
      }
      expect(seen.lines.reduce((sum, line) => sum + line.reservedFen + line.committedFen, 0)).toBe(before - await free());
      expect(before - await free()).toBeLessThanOrEqual(reserved + 12);
      // All that is left goes, and everything that was bound is free again.
      for (const one of seen.decisions.filter((entry) => entry.state === 'inForce')) {
        if (one.kind === 'seizure') await port.world.done('goods.liftSeizure', { decisionId: one.decisionId, reason: 'Cleared', reinspection: 'Inspected again' }, { as: duty });
        else await port.world.done('goods.proveDecision', { decisionId: one.decisionId, proof: { conveyance: 'XX102', exitDeclaration: 'E-7', certificate: 'DC', method: 'fire', witness: 'One' } }, { as: port.customs });
      }
      const left = (await see(consignmentId)).lines.filter((line) => Number(line.closed) < Number(line.quantity));
      if (seen.case.steps.some((step) => step.step === 'GDS-RELS' && step.state === 'passed')) {
        if (left.length > 0) await port.world.done('goods.dispose', { consignmentId, kind: 'reExport', evidence: 'exit', items: left.map((line) => ({ position: line.position, quantity: String(Number(line.quantity) - Number(line.closed)) })) }, { as: port.customs });
        expect(await free()).toBe(before);
      }
    }), { numRuns: casesOf(6), seed: 2022, endOnFailure: true });
    const { breaches } = await auditLedger(port.world.open.pool, port.world.eventId);
    expect(breaches).toEqual([]);
  });
});
