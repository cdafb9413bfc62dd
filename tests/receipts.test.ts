import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import { makeHall } from './e2e/hall.ts';
import type { Hall } from './e2e/hall.ts';
import { serve } from './serving.ts';
import type { Serving } from './serving.ts';

const password = 'four unlike herons';
type Offer = { offerId: string; state: string; countGiven: number; contentHash: string; signed: { way: string; countReceived: number } | null };

let hall: Hall;
let server: Serving;
let receiver: Actor;
let hospital: string;
beforeAll(async () => {
  hall = await makeHall();
  server = await serve(hall.world.open);
  receiver = await hall.world.makeOfficer('committee');
  hospital = (await hall.world.done<{ officerId: string }>('staff.addOfficer', { userName: 'ward.one', nameEn: 'Invented Ward', nameZh: '虚构病区', organisation: 'Invented Hospital', roles: ['doctor'], language: 'en', password })).officerId;
});
afterAll(async () => {
  await server?.close();
  await hall?.world.close();
});

const mine = async (as: Actor): Promise<Offer[]> => (await hall.world.see<{ offers: Offer[] }>('travellers.offersToMe', {}, { as })).offers;

describe('a hand-over that is laid before its receiver', () => {
  const five = (): string[] => hall.people.slice(1, 6).map((person) => person.caseId);
  const offer = (more: object = {}) => ({ flightId: hall.arrivalId, kind: 'normal', vehicle: ' B-07 ', cluster: 'Zone 1', caseIds: five().slice(0, 3), receiverOfficer: receiver.officerId, ...more });
  const hand = (more: object = {}) => ({ flightId: hall.arrivalId, vehicle: 'B-07', cluster: 'Zone 1', caseIds: five().slice(0, 3).reverse(), countReceived: 3, giver: 'Giver', receiver: 'Receiver', giverSigned: true, receiverSigned: true, receiverOfficer: receiver.officerId, ...more });

  it('waits with its receiver, is signed in their own session over exactly what it is, and serves this one hand-over', async () => {
    const { world } = hall;
    await hall.cleared(five());
    expect(await world.refusedBy('travellers.offerHandOver', offer({ receiverOfficer: world.officer.officerId }))).toBe('second-officer-same');
    expect(await world.refusedBy('travellers.offerHandOver', offer({ receiverOfficer: (await world.makeOfficer('gate')).officerId }))).toBe('receiver-unknown');
    expect(await world.refusedBy('travellers.offerHandOver', offer({ class: 'suspected' }))).toBe('class-missing');
    expect(await world.refusedBy('travellers.offerHandOver', offer({ caseIds: [hall.leaving[0]!.caseId] }))).toBe('person-not-on-flight');
    const { offerId } = await world.done<{ offerId: string }>('travellers.offerHandOver', offer());
    expect(await mine(receiver)).toMatchObject([{ offerId, state: 'waiting', countGiven: 3, signed: null }]);
    // The list names nobody; who is in it is asked for, and the read is logged.
    expect(JSON.stringify(await mine(receiver))).not.toContain('SPECIMEN');
    expect((await world.see<{ persons: object[] }>('travellers.offer', { offerId }, { as: receiver })).persons).toMatchObject([{ surname: 'SPECIMEN' }, {}, {}]);
    expect(await world.open.pool.query("SELECT officer_id FROM read_log WHERE event_id = $1 AND view = 'travellers.offer' AND subject = $2", [world.eventId, `handOver:${offerId}`])).toEqual([{ officer_id: receiver.officerId }]);
    const other = await world.makeOfficer('committee');
    await expect(world.see('travellers.offer', { offerId }, { as: other })).rejects.toThrow('offer-unknown');
    expect(await mine(other)).toEqual([]);
    expect(await world.refusedBy('travellers.signOffer', { offerId, countReceived: 3 }, { as: other })).toBe('offer-not-yours');
    expect(await world.refusedBy('travellers.signOffer', { offerId, countReceived: 2 }, { as: receiver })).toBe('counts-differ');
    expect(await world.refusedBy('travellers.handOver', hand())).toBe('signature-missing');
    await world.done('travellers.signOffer', { offerId, countReceived: 3 }, { as: receiver });
    expect(await world.refusedBy('travellers.signOffer', { offerId, countReceived: 3 }, { as: receiver })).toBe('offer-over');
    expect((await world.see<{ offers: Offer[] }>('travellers.receipts', { flightId: hall.arrivalId, kind: 'normal' })).offers).toMatchObject([{ offerId, state: 'signed', signed: { way: 'session', countReceived: 3 } }]);
    // Other people, or the same to another place, are not what was signed.
    expect(await world.refusedBy('travellers.handOver', hand({ caseIds: five().slice(2) }))).toBe('signature-missing');
    expect(await world.refusedBy('travellers.handOver', hand({ cluster: 'Zone 2' }))).toBe('signature-missing');
    await world.done('travellers.handOver', hand());
    expect(await mine(receiver)).toMatchObject([{ state: 'handedOver' }]);
    expect((await world.see<{ handOvers: object[] }>('travellers.handOvers', { flightId: hall.arrivalId })).handOvers).toMatchObject([{ receiverSigned: { way: 'session' }, receiver: expect.stringContaining(receiver.name.en) }]);
  });

  it('is over when it is taken back, or when one of its people is in a newer one', async () => {
    const { world } = hall;
    const lay = async (caseIds: string[]): Promise<string> => (await world.done<{ offerId: string }>('travellers.offerHandOver', offer({ caseIds }))).offerId;
    const first = await lay(five().slice(3));
    const second = await lay(five().slice(4));
    expect(await world.refusedBy('travellers.signOffer', { offerId: first, countReceived: 2 }, { as: receiver })).toBe('offer-over');
    await world.done('travellers.withdrawOffer', { offerId: second });
    expect(await world.refusedBy('travellers.withdrawOffer', { offerId: second })).toBe('offer-over');
    expect(await world.refusedBy('travellers.signOffer', { offerId: second, countReceived: 1 }, { as: receiver })).toBe('offer-over');
    expect((await mine(receiver)).map((one) => [one.offerId === first ? 'first' : one.offerId === second ? 'second' : 'before', one.state])).toEqual([['second', 'withdrawn'], ['first', 'replaced'], ['before', 'handedOver']]);
  });
});

describe('the receipt of an abnormal hand-over', () => {
  const ill = (): string => hall.people[7]!.caseId;
  const content = { class: 'suspected', destination: 'Invented Hospital', vehicle: 'AMB-9' } as const;

  it('is signed by the receiver’s password at the giver’s screen, over the hash of who goes where and why; without an account a name and the giver’s word stand', async () => {
    const { world } = hall;
    const failed = async (step: string, evidence: object): Promise<void> => void await world.done('travellers.recordMany', { step, evidence, caseIds: [ill()] });
    await failed('CHK-04', { zone: 'A', finding: 'symptomatic' });
    await hall.passed('CHK-01', { codeValid: true, samePerson: true, openAnswers: 0, symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false }, [ill()]);
    await hall.passed('CHK-02', { temperatureCelsius: 36.5 }, [ill()]);
    await hall.passed('INV-01', { class: 'suspected', travel14Days: 'none' }, [ill()]);
    await failed('INV-02', { done: true, excludedAsSuspect: false, auscultation: 'rales' });
    await hall.passed('EXT-01', { passed: true }, [ill()]);
    await hall.passed('EXT-02', { cardNumber: 'A-1', valid: true }, [ill()]);
    await hall.passed('BAG-01', { tags: 1, tagsMatch: true, disinfected: true }, [ill()]);
    await hall.passed('SMP-01', { tubeId: 'BJ90', personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true }, [ill()]);
    const offer = { flightId: hall.arrivalId, kind: 'abnormal', vehicle: content.vehicle, cluster: content.destination, class: content.class, caseIds: [ill()], receiverOfficer: hospital };
    // Why somebody goes there is not for everybody who may receive others.
    expect(await world.refusedBy('travellers.offerHandOver', { ...offer, receiverOfficer: receiver.officerId })).toBe('receiver-unknown');
    expect(await world.refusedBy('travellers.offerHandOver', { ...offer, class: undefined })).toBe('class-missing');
    expect(await world.refusedBy('travellers.handOverAbnormal', { caseId: ill(), ...content, receiverOfficer: hospital })).toBe('signature-missing');
    expect(await world.refusedBy('travellers.handOverAbnormal', { caseId: ill(), ...content, receiver: 'Driver' })).toBe('not-signed');
    const { offerId, contentHash } = await world.done<{ offerId: string; contentHash: string }>('travellers.offerHandOver', offer);
    const duty = await server.session(world.eventId, world.officer);
    const signed = await server.send('POST', '/api/countersign/travellers.signOffer', { as: duty, body: { user: 'ward.one', password, command: { id: uuidv7(), occurredAt: world.now(), input: { offerId, countReceived: 1 } } } });
    expect([signed.status, signed.body]).toMatchObject([200, { ok: true }]);
    const [row] = await world.open.pool.query<{ way: string; content: object }>("SELECT way, content FROM signatures WHERE event_id = $1 AND officer_id = $2", [world.eventId, hospital]);
    // The signature is over the hash; why stands in the record alone.
    expect(row).toEqual({ way: 'password', content: { kind: 'abnormal', vehicle: 'AMB-9', countReceived: 1, offerId, contentHash } });
    expect(await world.refusedBy('travellers.handOverAbnormal', { caseId: ill(), ...content, class: 'confirmed', receiverOfficer: hospital })).toBe('signature-missing');
    expect(await world.done('travellers.handOverAbnormal', { caseId: ill(), ...content, receiverOfficer: hospital })).toMatchObject({ outcome: 'passed' });
    const { records } = await world.see<{ records: { step: string; evidence: object }[] }>('prescribed.case', { caseId: ill() });
    expect(records.find((record) => record.step === 'XFR-02')?.evidence).toEqual({ ...content, receiver: '虚构病区 Invented Ward', receiptSigned: true });
    const { handOvers } = await world.see<{ handOvers: { kind: string; receiverSigned: object | null }[] }>('travellers.handOvers', { flightId: hall.arrivalId });
    expect(handOvers.find((one) => one.kind === 'abnormal')).toMatchObject({ receiverSigned: { way: 'password' } });
    expect((await world.see<{ offers: Offer[] }>('travellers.receipts', { flightId: hall.arrivalId, kind: 'abnormal' })).offers).toMatchObject([{ state: 'handedOver', class: 'suspected' }]);
  });
});

describe('the border inspection of a departure', () => {
  it('is owed of whoever leaves, stands before the release, and falls away for who goes to hospital instead', async () => {
    const { world } = hall;
    const [leaves, ill] = hall.leaving.map((person) => person.caseId) as [string, string];
    type Steps = { steps: { step: string; state: string }[]; records: { step: string; outcome: string; rule: string | null }[] };
    const stateOf = async (caseId: string): Promise<string[]> => (await world.see<Steps>('prescribed.case', { caseId })).steps.filter((step) => step.step === 'EXT-03').map((step) => step.state);
    expect([await stateOf(leaves), await stateOf(ill)]).toEqual([['owed'], ['owed']]);
    const declared = { codeValid: true, samePerson: true, openAnswers: 0, symptomDeclared: false, keyAreaDeclared: false, temperatureCelsius: 36.4 };
    await hall.passed('DEP-02', { pieces: 1, seals: 'S-1', sealed: true, holder: 'X' }, [leaves, ill]);
    await hall.passed('DEP-01', { ...declared, contactDeclared: false }, [leaves]);
    expect(await world.refusedBy('prescribed.record', { caseId: leaves, step: 'DEP-03', evidence: { released: true } })).toBe('still-owed');
    const border = await world.makeOfficer('immigration');
    await world.done('prescribed.record', { caseId: leaves, step: 'EXT-03', evidence: { passed: true, enteredAt: '2022-01-27T06:31:00.000Z', leftAt: '2022-01-27T06:33:00.000Z' } }, { as: border });
    await hall.passed('DEP-03', { released: true }, [leaves]);
    await hall.passed('DEP-01', { ...declared, contactDeclared: true }, [ill]);
    await hall.passed('INV-01', { class: 'closeContact', travel14Days: 'none' }, [ill]);
    expect([await stateOf(leaves), await stateOf(ill)]).toEqual([['passed'], ['not_applicable']]);
    const { records } = await world.see<Steps>('prescribed.case', { caseId: ill });
    expect(records.find((record) => record.step === 'EXT-03')).toMatchObject({ outcome: 'not_applicable', rule: expect.stringContaining('EXT-03') });
  });
});
