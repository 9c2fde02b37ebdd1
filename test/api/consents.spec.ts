import { randomUUID } from 'node:crypto';
import { startTestGateway } from '../support/gateway';
import { openConsentDesk, outcomeOf } from './consent-desk';
import type { DeskCase } from './consent-desk';

const EVIDENCE = 'Skriftligt samtycke,\nundertecknat den 20 november.';
const CASEWORKER = {
  name: 'Handa Läggarsson',
  phone: '08-508 18 000',
  email: null,
};
const TERMS = {
  fieldGroup: 'CASEWORKER_CONTACT',
  recipient: 'LANDLORD',
  purpose: 'LANDLORD_DUTY',
  validFrom: '2026-11-20',
  validTo: '2026-12-31',
};
const TO_KRONOFOGDEN = { ...TERMS, recipient: 'ENFORCEMENT', purpose: 'EXECUTION' };
const STAY_REASONS = {
  ...TERMS,
  fieldGroup: 'STAY_REASONS',
  recipient: 'SOCIAL_SERVICES',
  purpose: 'CASE_HANDLING',
};

describe('OSL-12-2 consents', () => {
  let desk: Awaited<ReturnType<typeof openConsentDesk>>;
  beforeAll(async () => {
    desk = await openConsentDesk();
  });
  afterAll(() => desk.close());

  const record = async (client: string, of: DeskCase, terms: object, tenantIndex = 0) =>
    outcomeOf(
      await desk.change(client, 'recordConsent', of, {
        tenantId: await desk.tenant(client, of, tenantIndex),
        evidence: EVIDENCE,
        ...terms,
      }),
    );
  const recorded = async (client: string, of: DeskCase, terms: object, tenantIndex = 0) => {
    // One after the other, as their order shows.
    desk.clock.advance(1);
    expect(await record(client, of, terms, tenantIndex)).toEqual({ code: null, problems: [] });
  };
  const consentsOf = async (client: string, of: DeskCase) =>
    (await desk.read(client, of)).socialServices.consents;
  const lastId = async (client: string, of: DeskCase): Promise<string> => {
    const { socialServices, enforcement } = await desk.read(client, of);
    const consents = client === 'kronofogden' ? enforcement?.consents : socialServices.consents;
    return consents?.at(-1)?.id ?? '';
  };
  const revoke = async (client: string, of: DeskCase, consentId: string) =>
    outcomeOf(await desk.change(client, 'revokeConsent', of, { consentId }));
  const caseworkerFor = async (client: string, of: DeskCase) =>
    (await desk.read(client, of)).socialServices.caseworker;
  const moved = async (of: DeskCase, work: () => Promise<unknown>) => {
    const before = await desk.versions(of);
    await work();
    const after = await desk.versions(of);
    return Object.keys(after).filter((client) => before[client] !== after[client]);
  };

  describe('what is refused', () => {
    let own: DeskCase;
    beforeAll(async () => {
      own = await desk.aCase();
      await desk.pushes(own);
    });

    it.each([
      ['a group of Kronofogden’s at a board', 'board-farsta', STAY_REASONS, ['fieldGroup']],
      ['a board’s group at Kronofogden', 'kronofogden', TERMS, ['fieldGroup']],
      [
        'a recipient to whom nothing of the group opens',
        'board-farsta',
        { ...TO_KRONOFOGDEN, fieldGroup: 'PAYMENT_PLAN' },
        ['recipient'],
      ],
      [
        'the caller’s own side',
        'board-farsta',
        { ...TERMS, recipient: 'SOCIAL_SERVICES', purpose: 'CASE_HANDLING' },
        ['recipient'],
      ],
      [
        'control',
        'board-farsta',
        { ...TERMS, recipient: 'OVERSIGHT', purpose: 'AUDIT' },
        ['recipient', 'purpose'],
      ],
      [
        'a purpose of somebody else',
        'board-farsta',
        { ...TERMS, purpose: 'EXECUTION' },
        ['purpose'],
      ],
      [
        'follow-up, which returns no records',
        'board-farsta',
        { ...TO_KRONOFOGDEN, purpose: 'FOLLOW_UP' },
        ['purpose'],
      ],
      ['control as purpose', 'board-farsta', { ...TERMS, purpose: 'AUDIT' }, ['purpose']],
    ])('%s', async (_what, client, terms, fields) => {
      expect(await record(client, own, terms)).toEqual({
        code: 'BAD_USER_INPUT',
        problems: fields.map((field) => `input.${field} NOT_ALLOWED`),
      });
    });

    it('everything at once', async () => {
      const wrong = {
        idempotencyKey: '',
        tenantId: 'nobody',
        fieldGroup: 'STORAGE',
        purpose: 'AUDIT',
        validFrom: '2026-11-25',
        validTo: '2026-11-24',
        evidence: ' ',
      };
      expect(await record('board-farsta', own, { ...TERMS, ...wrong })).toEqual({
        code: 'BAD_USER_INPUT',
        problems: [
          'input.idempotencyKey INVALID_IDEMPOTENCY_KEY',
          'input.tenantId UNKNOWN_TENANT',
          'input.fieldGroup NOT_ALLOWED',
          'input.recipient NOT_ALLOWED',
          'input.purpose NOT_ALLOWED',
          'input.validTo BEFORE_START',
          'input.evidence REQUIRED',
        ],
      });
    });

    it('a last day that is over, and evidence that is too long', async () => {
      const terms = { ...TERMS, validTo: '2026-11-21', evidence: 'x'.repeat(1001) };
      expect((await record('board-farsta', own, terms)).problems).toEqual([
        'input.validTo IN_THE_PAST',
        'input.evidence TOO_LONG',
      ]);
    });

    it('a tenant of another case, and another reader’s alias of a tenant', async () => {
      const other = await desk.aCase();
      const aliases = [
        await desk.tenant('board-farsta', other),
        await desk.tenant('landlord-bostaden', own),
        desk.aliasFor('board-farsta', 'tenant', randomUUID()),
      ];
      for (const tenantId of aliases) {
        expect(await record('board-farsta', own, { ...TERMS, tenantId })).toEqual({
          code: 'BAD_USER_INPUT',
          problems: ['input.tenantId UNKNOWN_TENANT'],
        });
      }
    });

    it('landlords and auditors, whatever they send', async () => {
      for (const client of ['landlord-bostaden', 'oversight-farsta']) {
        for (const operation of ['recordConsent', 'revokeConsent'])
          expect(
            outcomeOf(
              await desk.change(client, operation, own, {
                ...(operation === 'recordConsent'
                  ? { tenantId: 'x', evidence: EVIDENCE, ...TERMS }
                  : { consentId: 'x' }),
              }),
            ).code,
          ).toBe('FORBIDDEN');
      }
    });

    it('a case that the board may not know of, and an old version', async () => {
      const tenantId = await desk.tenant('board-farsta', own);
      const foreign = { tenantId: desk.aliasFor('board-skarpnack', 'tenant', randomUUID()) };
      expect(
        outcomeOf(
          await desk.change('board-skarpnack', 'recordConsent', own, {
            ...TERMS,
            ...foreign,
            evidence: EVIDENCE,
          }),
        ).code,
      ).toBe('NOT_FOUND');
      expect(
        (await record('board-farsta', own, { ...TERMS, tenantId, expectedVersion: 0 })).code,
      ).toBe('VERSION_CONFLICT');
      expect(await consentsOf('board-farsta', own)).toEqual([]);
    });
  });

  describe('what a board’s consent opens', () => {
    it('names the caseworker to the recipient alone, with an alias of its own', async () => {
      const own = await desk.aCase();
      await desk.pushes(own);
      expect(await caseworkerFor('landlord-bostaden', own)).toBeNull();
      await recorded('board-farsta', own, TERMS);
      const shown = await caseworkerFor('landlord-bostaden', own);
      expect(shown).toEqual({ ...CASEWORKER, id: expect.any(String) as string });
      expect(shown?.id).not.toBe('cw-7');
      expect(await caseworkerFor('kronofogden', own)).toBeNull();
      await recorded('board-farsta', own, TO_KRONOFOGDEN);
      expect(await caseworkerFor('kronofogden', own)).toMatchObject(CASEWORKER);
      expect((await caseworkerFor('kronofogden', own))?.id).not.toBe(shown?.id);
    });

    it('opens nothing in another case, and nothing of another group', async () => {
      const [own, other] = [await desk.aCase(), await desk.aCase()];
      await recorded('board-farsta', own, { ...TERMS, fieldGroup: 'FINANCIAL_AID' });
      await recorded('board-farsta', own, { ...TERMS, fieldGroup: 'PAYMENT_PLAN' });
      for (const one of [own, other])
        expect(await caseworkerFor('landlord-bostaden', one)).toBeNull();
      expect(await consentsOf('landlord-bostaden', own)).toHaveLength(2);
      expect(await consentsOf('landlord-bostaden', other)).toBeNull();
    });

    it('opens only when every tenant has consented, and closes when another one comes', async () => {
      const own = await desk.aCase({ tenants: 2 });
      await recorded('board-farsta', own, TERMS, 0);
      expect(await caseworkerFor('landlord-bostaden', own)).toBeNull();
      // What concerns its own tenant is shown all the same.
      expect(await consentsOf('landlord-bostaden', own)).toHaveLength(1);
      await recorded('board-farsta', own, TERMS, 0);
      expect(await caseworkerFor('landlord-bostaden', own)).toBeNull();
      await recorded('board-farsta', own, TERMS, 1);
      expect(await caseworkerFor('landlord-bostaden', own)).toMatchObject(CASEWORKER);
      await desk.renotice(own, 3);
      expect(await caseworkerFor('landlord-bostaden', own)).toBeNull();
      await recorded('board-farsta', own, TERMS, 2);
      expect(await caseworkerFor('landlord-bostaden', own)).toMatchObject(CASEWORKER);
    });

    it('needs the case to be taken on for there to be a caseworker', async () => {
      const own = await desk.aCase({ opened: false });
      await recorded('board-farsta', own, TERMS);
      expect(await caseworkerFor('landlord-bostaden', own)).toBeNull();
      expect(await consentsOf('landlord-bostaden', own)).toHaveLength(1);
    });
  });

  describe('what a consent of Kronofogden’s opens', () => {
    it('shows the board reasons and storage, each by its own group', async () => {
      const own = await desk.aCase();
      await desk.pushes(own);
      const seen = async () => {
        const { enforcement } = await desk.read('board-farsta', own);
        return [enforcement?.stay?.reasons, enforcement?.storage];
      };
      expect(await seen()).toEqual([null, null]);
      await recorded('kronofogden', own, STAY_REASONS);
      expect(await seen()).toEqual(['Sjukdom.', null]);
      await recorded('kronofogden', own, { ...STAY_REASONS, fieldGroup: 'STORAGE' });
      expect(await seen()).toEqual(['Sjukdom.', { place: 'Lager 3', endsOn: '2027-02-20' }]);
      await revoke('kronofogden', own, await lastId('kronofogden', own));
      expect(await seen()).toEqual(['Sjukdom.', null]);
    });
  });

  it('is answered as it first was when it is sent again after its last day, and a new one is refused', async () => {
    const own = await desk.aCase();
    const input = {
      ...TERMS,
      idempotencyKey: 'across-midnight',
      evidence: 'Undertecknat på papper.',
      validFrom: '2026-11-22',
      validTo: '2026-11-22',
      tenantId: await desk.tenant('board-farsta', own),
    };
    const { version } = await desk.read('board-farsta', own);
    const sent = (changes: object) =>
      desk.change('board-farsta', 'recordConsent', own, {
        ...input,
        expectedVersion: version,
        ...changes,
      });
    const first = await sent({});
    expect(first.errors).toBeUndefined();
    desk.clock.advance(24 * 60 * 60);
    const again = await sent({});
    const fresh = await sent({ idempotencyKey: 'too-late', expectedVersion: version + 1 });
    desk.clock.advance(-24 * 60 * 60);
    expect(again.data).toEqual(first.data);
    expect(fresh.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      problems: [{ path: 'input.validTo', code: 'IN_THE_PAST' }],
    });
  });

  describe('when it holds', () => {
    it('opens at midnight in Stockholm and closes at midnight, without moving a version', async () => {
      const own = await desk.aCase();
      const days = { validFrom: '2026-11-23', validTo: '2026-11-24' };
      expect(await moved(own, () => recorded('board-farsta', own, { ...TERMS, ...days }))).toEqual([
        'board-farsta',
        'oversight-farsta',
      ]);
      const { version } = await desk.read('landlord-bostaden', own);
      const seen = async () => [
        await caseworkerFor('landlord-bostaden', own),
        await consentsOf('landlord-bostaden', own),
      ];
      const isNow = (instant: string) => {
        desk.clock.advance((Date.parse(instant) - desk.clock.now().getTime()) / 1000);
      };
      // Midnight in Stockholm comes an hour before midnight in UTC.
      isNow('2026-11-22T22:59:59Z');
      expect(await seen()).toEqual([null, null]);
      isNow('2026-11-22T23:00:00Z');
      expect(await seen()).toEqual([expect.objectContaining(CASEWORKER), [expect.anything()]]);
      isNow('2026-11-24T22:59:59Z');
      expect(await seen()).toEqual([expect.objectContaining(CASEWORKER), [expect.anything()]]);
      isNow('2026-11-24T23:00:00Z');
      expect(await seen()).toEqual([null, null]);
      expect((await desk.read('landlord-bostaden', own)).version).toBe(version);
      // Its owner keeps it in sight.
      expect(await consentsOf('board-farsta', own)).toHaveLength(1);
      // To take back what is over concerns nobody else.
      const consentId = await lastId('board-farsta', own);
      expect(await moved(own, () => revoke('board-farsta', own, consentId))).toEqual([
        'board-farsta',
        'oversight-farsta',
      ]);
    });

    it('is closed by a revocation for the very next read on every instance', async () => {
      const own = await desk.aCase();
      const second = await startTestGateway({ clock: desk.clock, beside: desk.gateway });
      try {
        const at = async (gateway = desk.gateway) =>
          (await desk.read('landlord-bostaden', own, gateway)).socialServices;
        await recorded('board-farsta', own, TERMS);
        expect((await at(second)).caseworker).toMatchObject(CASEWORKER);
        expect((await at()).caseworker).toMatchObject(CASEWORKER);
        const consentId = await lastId('board-farsta', own);
        await desk.change('board-farsta', 'revokeConsent', own, { consentId }, second);
        for (const gateway of [desk.gateway, second])
          expect(await at(gateway)).toEqual({ caseworker: null, consents: null });
      } finally {
        await second.stop();
      }
    });
  });

  describe('who sees it', () => {
    let own: DeskCase;
    beforeAll(async () => {
      own = await desk.aCase();
      await desk.pushes(own);
      await recorded('board-farsta', own, TERMS);
      await recorded('board-farsta', own, TO_KRONOFOGDEN);
      await recorded('kronofogden', own, STAY_REASONS);
    });
    const of = (terms: object, client: string, evidence: string | null) => ({
      ...terms,
      id: expect.any(String) as string,
      tenantId: desk.aliasFor(client, 'tenant', personId),
      revokedAt: null,
      evidence,
    });
    let personId: string;
    beforeAll(async () => {
      const alias = await desk.tenant('board-farsta', own);
      personId = desk.resolve('board-farsta', 'tenant', alias);
    });
    const seenBy = async (client: string) => {
      const { socialServices, enforcement } = await desk.read(client, own);
      return { board: socialServices.consents, kronofogden: enforcement?.consents ?? null };
    };

    it('its owner whole, the newest last, and as recipient what names it', async () => {
      expect(await seenBy('board-farsta')).toEqual({
        board: [of(TERMS, 'board-farsta', EVIDENCE), of(TO_KRONOFOGDEN, 'board-farsta', EVIDENCE)],
        kronofogden: [of(STAY_REASONS, 'board-farsta', null)],
      });
      expect(await seenBy('kronofogden')).toEqual({
        board: [of(TO_KRONOFOGDEN, 'kronofogden', null)],
        kronofogden: [of(STAY_REASONS, 'kronofogden', EVIDENCE)],
      });
    });

    it('the recipient only what names it', async () => {
      expect(await seenBy('landlord-bostaden')).toEqual({
        board: [of(TERMS, 'landlord-bostaden', null)],
        kronofogden: null,
      });
    });

    it('oversight of its owner’s controller, and of nobody else’s', async () => {
      expect(await seenBy('oversight-farsta')).toEqual({
        board: [
          of(TERMS, 'oversight-farsta', EVIDENCE),
          of(TO_KRONOFOGDEN, 'oversight-farsta', EVIDENCE),
        ],
        kronofogden: [],
      });
      expect(await seenBy('oversight-kronofogden')).toEqual({
        board: [],
        kronofogden: [of(STAY_REASONS, 'oversight-kronofogden', EVIDENCE)],
      });
    });

    it('by an id of its own for each organisation', async () => {
      const ids = [
        (await consentsOf('board-farsta', own))?.[1]?.id ?? '',
        (await consentsOf('kronofogden', own))?.[0]?.id ?? '',
      ];
      const [atBoard, atKronofogden] = ids;
      expect(atBoard).not.toBe(atKronofogden);
      expect(desk.resolve('board-farsta', 'consent', atBoard ?? '')).toBe(
        desk.resolve('kronofogden', 'consent', atKronofogden ?? ''),
      );
    });

    it('nobody who reads for another purpose', async () => {
      const id = desk.aliasFor('landlord-bostaden', 'case', own.caseId);
      const query = `query ($id: ID!) { case(id: $id) {
        socialServices { caseworker { name } consents { id } } } }`;
      const ask = async (purpose: 'AUDIT' | 'LANDLORD_DUTY') =>
        (await desk.gateway.send('landlord-bostaden', query, { id }, purpose as never)).body.data;
      expect(await ask('LANDLORD_DUTY')).toMatchObject({
        case: { socialServices: { caseworker: { name: CASEWORKER.name } } },
      });
      expect(await ask('AUDIT')).toEqual({
        case: { socialServices: { caseworker: null, consents: null } },
      });
    });

    it('an empty list for an owner without any, null for everybody else', async () => {
      const other = await desk.aCase();
      await desk.pushes(other);
      const seen = async (client: string) => {
        const { socialServices, enforcement } = await desk.read(client, other);
        return [socialServices.consents, enforcement?.consents];
      };
      expect(await seen('board-farsta')).toEqual([[], null]);
      expect(await seen('kronofogden')).toEqual([null, []]);
      expect(await seen('landlord-bostaden')).toEqual([null, null]);
    });
  });

  describe('revokeConsent', () => {
    it('answers the same a second time and keeps the first instant', async () => {
      const own = await desk.aCase();
      await recorded('board-farsta', own, TERMS);
      const consentId = await lastId('board-farsta', own);
      expect(await revoke('board-farsta', own, consentId)).toEqual({ code: null, problems: [] });
      const first = (await consentsOf('board-farsta', own))?.[0]?.revokedAt;
      expect(first).toBe(desk.clock.now().toISOString());
      desk.clock.advance(60);
      expect(await moved(own, () => revoke('board-farsta', own, consentId))).toEqual([]);
      expect((await consentsOf('board-farsta', own))?.[0]?.revokedAt).toBe(first);
    });

    it('closes what one of two like consents opened only when both are taken back', async () => {
      const own = await desk.aCase();
      await recorded('board-farsta', own, TERMS);
      const first = await lastId('board-farsta', own);
      await recorded('board-farsta', own, { ...TERMS, validTo: '2027-06-30' });
      const second = await lastId('board-farsta', own);
      await revoke('board-farsta', own, second);
      expect(await caseworkerFor('landlord-bostaden', own)).toMatchObject(CASEWORKER);
      await revoke('board-farsta', own, first);
      expect(await caseworkerFor('landlord-bostaden', own)).toBeNull();
    });

    it('finds no consent of another case, another authority or nobody', async () => {
      const [own, other] = [await desk.aCase(), await desk.aCase()];
      await desk.pushes(own);
      await recorded('board-farsta', own, TO_KRONOFOGDEN);
      await recorded('board-farsta', other, TERMS);
      const tried = [
        ['board-farsta', await lastId('board-farsta', other)],
        ['board-farsta', desk.aliasFor('board-farsta', 'consent', randomUUID())],
        ['board-farsta', 'nothing'],
        // The recipient knows the consent, and may not take it back.
        ['kronofogden', (await consentsOf('kronofogden', own))?.[0]?.id ?? ''],
      ] as const;
      for (const [client, consentId] of tried)
        expect((await revoke(client, own, consentId)).code).toBe('NOT_FOUND');
      expect(await consentsOf('kronofogden', own)).toHaveLength(1);
    });
  });

  describe('versions', () => {
    let own: DeskCase;
    beforeEach(async () => {
      own = await desk.aCase();
      await desk.pushes(own);
    });
    const BOARD = ['board-farsta', 'oversight-farsta'];

    it('rise for owner, its auditors and the recipient, on record and on revocation', async () => {
      expect(await moved(own, () => recorded('board-farsta', own, TERMS))).toEqual([
        'landlord-bostaden',
        ...BOARD,
      ]);
      const consentId = await lastId('board-farsta', own);
      expect(await moved(own, () => recorded('board-farsta', own, TO_KRONOFOGDEN))).toEqual([
        'board-farsta',
        'kronofogden',
        'oversight-farsta',
      ]);
      expect(await moved(own, () => revoke('board-farsta', own, consentId))).toEqual([
        'landlord-bostaden',
        ...BOARD,
      ]);
      expect(await moved(own, () => recorded('kronofogden', own, STAY_REASONS))).toEqual([
        'board-farsta',
        'kronofogden',
        'oversight-kronofogden',
      ]);
    });

    it('do not tell a recipient of a consent for another day, or for somebody else', async () => {
      await recorded('board-farsta', own, TERMS);
      const later = { ...TERMS, validFrom: '2026-12-24' };
      expect(await moved(own, () => recorded('board-farsta', own, later))).toEqual(BOARD);
      const consentId = await lastId('board-farsta', own);
      expect(await moved(own, () => revoke('board-farsta', own, consentId))).toEqual(BOARD);
      expect(await consentsOf('landlord-bostaden', own)).toHaveLength(1);
    });

    it('do not tell a board of a record at the summary stage', async () => {
      const early = await desk.aCase();
      const summary = {
        status: 'SUMMARY_PENDING',
        appliedOn: null,
        documentsReceivedOn: null,
        evictionTime: null,
        stay: null,
        storage: null,
      };
      await desk.pushes(early, summary);
      expect(await moved(early, () => recorded('kronofogden', early, STAY_REASONS))).toEqual([
        'kronofogden',
      ]);
    });

    it('rise for those to whom a consent names the caseworker, when another one is named', async () => {
      const caseworker = { id: 'cw-7', name: CASEWORKER.name, phone: CASEWORKER.phone };
      const open = (changes: object, journalReference: string) => () =>
        desk.change('board-farsta', 'openSocialCase', own, {
          caseworker: { ...caseworker, ...changes },
          journalReference,
        });
      expect(await moved(own, open({ name: 'Nya Läggarsson' }, 'J-1'))).toEqual(['board-farsta']);
      await recorded('board-farsta', own, TERMS);
      expect(await moved(own, open({}, 'J-2'))).toEqual(['landlord-bostaden', 'board-farsta']);
      expect(await moved(own, open({}, 'J-3'))).toEqual(['board-farsta']);
    });

    it('rise for a board that may read the reasons, when they are pushed anew', async () => {
      const push = (version: number, reasons: string) => () =>
        desk.pushes(own, {
          version,
          stay: { decidedOn: '2026-11-20', until: '2027-01-31', exceptional: false, reasons },
        });
      await push(2, 'Sjukdom.')();
      expect(await moved(own, push(3, 'Sjukhusvård.'))).toEqual(['kronofogden']);
      await recorded('kronofogden', own, STAY_REASONS);
      expect(await moved(own, push(4, 'Hemma igen.'))).toEqual(['board-farsta', 'kronofogden']);
    });
  });

  describe('under load and again', () => {
    it('is recorded once under one key, and only with the same input', async () => {
      const own = await desk.aCase();
      const frame = {
        idempotencyKey: 'once',
        expectedVersion: (await desk.versions(own))['board-farsta'],
      };
      await recorded('board-farsta', own, { ...TERMS, ...frame });
      const { version } = await desk.read('board-farsta', own);
      await recorded('board-farsta', own, { ...TERMS, ...frame });
      expect(await consentsOf('board-farsta', own)).toHaveLength(1);
      expect((await desk.read('board-farsta', own)).version).toBe(version);
      const other = { ...TERMS, ...frame, evidence: 'Annat.' };
      expect((await record('board-farsta', own, other)).code).toBe('IDEMPOTENCY_CONFLICT');
    });

    it('lets one of several changes at the same version through', async () => {
      const own = await desk.aCase();
      await recorded('board-farsta', own, TERMS);
      const consentId = await lastId('board-farsta', own);
      const tenantId = await desk.tenant('board-farsta', own);
      const expectedVersion = (await desk.versions(own))['board-farsta'];
      const consent = { ...TO_KRONOFOGDEN, tenantId, evidence: EVIDENCE, expectedVersion };
      const bodies = await Promise.all([
        desk.change('board-farsta', 'revokeConsent', own, { consentId, expectedVersion }),
        desk.change('board-farsta', 'recordConsent', own, consent),
        desk.change('board-farsta', 'revokeConsent', own, { consentId, expectedVersion }),
        desk.change('board-farsta', 'recordConsent', own, consent),
      ]);
      const codes = bodies.map((body) => outcomeOf(body).code);
      expect(codes.filter((code) => code === null)).toHaveLength(1);
      expect(codes.filter((code) => code === 'VERSION_CONFLICT')).toHaveLength(3);
      const revoked = codes[0] === null || codes[2] === null;
      expect(await consentsOf('board-farsta', own)).toHaveLength(revoked ? 1 : 2);
      expect((await caseworkerFor('landlord-bostaden', own)) === null).toBe(revoked);
    });
  });
});
