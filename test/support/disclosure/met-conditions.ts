import { addDays } from '../../../src/shared';
import type { TestGateway } from '../gateway';
import type { ReaderId } from './readers';
import { clientOf } from './readers';
import type { CaseName } from './rich-world';
import type { KnownFacts } from './ways';

/** Groups that a consent can open, by who records it and for whom. */
const CONSENTS: readonly (readonly [ReaderId, string, readonly (readonly [string, string])[]])[] = [
  [
    'board-farsta',
    'CASEWORKER_CONTACT',
    [
      ['LANDLORD', 'LANDLORD_DUTY'],
      ['ENFORCEMENT', 'EXECUTION'],
    ],
  ],
  [
    'board-farsta',
    'FINANCIAL_AID',
    [
      ['LANDLORD', 'LANDLORD_DUTY'],
      ['ENFORCEMENT', 'EXECUTION'],
    ],
  ],
  [
    'board-farsta',
    'MEETING_INPUT',
    [
      ['LANDLORD', 'LANDLORD_DUTY'],
      ['ENFORCEMENT', 'EXECUTION'],
    ],
  ],
  ['board-farsta', 'PAYMENT_PLAN', [['LANDLORD', 'LANDLORD_DUTY']]],
  ['board-farsta', 'RENT_UNDERTAKING', [['ENFORCEMENT', 'EXECUTION']]],
  ['board-farsta', 'ATTENDANCE', [['ENFORCEMENT', 'EXECUTION']]],
  ['kronofogden', 'STORAGE', [['SOCIAL_SERVICES', 'CASE_HANDLING']]],
  ['kronofogden', 'STAY_REASONS', [['SOCIAL_SERVICES', 'CASE_HANDLING']]],
];

const SWITCHES: readonly (readonly [ReaderId, string])[] = [
  ['board-farsta', 'ATTENDANCE_TO_ENFORCEMENT'],
  ['board-farsta', 'PRIORITY_QUEUE'],
  ['kronofogden', 'DEFENDANT_CONTACT_TO_BOARD'],
  ['kronofogden', 'HEARD_ON_TO_BOARD'],
  ['kronofogden', 'HEARD_ON_TO_LANDLORD'],
  ['kronofogden', 'EXECUTION_TO_BOARD'],
  ['kronofogden', 'CHILDREN_AFFECTED_TO_BOARD'],
  ['kronofogden', 'MEETING_INPUT_TO_BOARD'],
];

/** What is opened to a reader of a case once the conditions are met: consents and statements concern the case `dated` alone. */
export function openedTo(
  reader: ReaderId,
  name: CaseName,
): Pick<KnownFacts, 'unprotected' | 'consents' | 'switches'> {
  const agency: string = clientOf(reader).agency;
  if (name !== 'dated') return { unprotected: false, consents: [], switches: true };
  const groups = CONSENTS.flatMap(([, group, recipients]) =>
    recipients.some(([recipient]) => recipient === agency) ? group : [],
  );
  return {
    unprotected: reader === 'board-farsta' || reader === 'kronofogden',
    consents: groups.length > 0 ? [...groups, '*'] : [],
    switches: true,
  };
}

/** What conditions are met through. */
export interface ConditionParts {
  readonly gateway: TestGateway;
  readonly send: <T>(
    client: ReaderId,
    operation: string,
    input: { idempotencyKey: string },
    caseName: CaseName,
    selection: string,
  ) => Promise<T>;
  readonly caseOf: (reader: ReaderId) => string;
  readonly today: string;
}

/** Meets every condition in the case `dated`; one consent and one decision more are taken back again. */
export async function meetConditions({
  gateway,
  send,
  caseOf,
  today,
}: ConditionParts): Promise<void> {
  const seen = async (client: ReaderId) => {
    const PERSONS = '{ id }';
    const { case: found } = await gateway.data<{
      case: {
        version: number;
        tenants: { id: string }[];
        enforcement: {
          defendants: { id: string }[];
          consents: { id: string }[];
        };
        socialServices: { consents: { id: string }[] | null };
      };
    }>(
      client,
      `query ($id: ID!) { case(id: $id) { version tenants ${PERSONS}
        enforcement { defendants ${PERSONS} consents ${PERSONS} } socialServices { consents ${PERSONS} } } }`,
      { id: caseOf(client) },
    );
    return found;
  };
  const change = async (client: ReaderId, operation: string, key: string, values: object) => {
    const { version } = await seen(client);
    const input = {
      idempotencyKey: `matrix-${operation}-${key}`,
      caseId: caseOf(client),
      expectedVersion: version,
      ...values,
    };
    await send(client, operation, input, 'dated', '{ case { id } }');
  };

  for (const { id } of (await seen('board-farsta')).tenants)
    await change('board-farsta', 'markProtectedIdentity', id, {
      tenantId: id,
      protected: false,
      reason: 'Ingen skyddsuppgift finns.',
    });
  for (const [client, fieldGroup, recipients] of CONSENTS) {
    const { tenants, enforcement } = await seen(client);
    for (const { id } of client === 'kronofogden' ? enforcement.defendants : tenants) {
      for (const [recipient, purpose] of [...recipients, ...recipients.slice(0, 1)]) {
        const again = await seen(client);
        const before = client === 'kronofogden' ? again.enforcement : again.socialServices;
        await change(
          client,
          'recordConsent',
          `${fieldGroup}-${recipient}-${before.consents?.length}`,
          {
            tenantId: id,
            fieldGroup,
            recipient,
            purpose,
            validFrom: today,
            validTo: addDays(today, 90),
            evidence: 'Skriftligt samtycke.',
          },
        );
      }
      // The first of two equal ones is taken back; what they open stays open.
      const { enforcement: record, socialServices } = await seen(client);
      const consents = client === 'kronofogden' ? record.consents : socialServices.consents;
      const [last] = (consents ?? []).slice(-1);
      if (last) await change(client, 'revokeConsent', fieldGroup, { consentId: last.id });
    }
  }
  await change('landlord-bostaden', 'respondToPaymentPlan', 'plan', { response: 'ACCEPTED' });
  for (const [client, name] of [...SWITCHES, ...SWITCHES.slice(0, 1), ...SWITCHES.slice(-1)]) {
    const decided = await gateway.data<{ standingDecisions: { id: string }[] }>(
      client,
      '{ standingDecisions { id } }',
    );
    const key = `${name}-${decided.standingDecisions.length}`;
    const decision = await send<{ id: string }>(
      client,
      'registerStandingDecision',
      {
        idempotencyKey: `matrix-decision-${key}`,
        switch: name,
        decidedBy: 'Chefen',
        decidedOn: today,
        reference: 'Dnr 1',
        validTo: addDays(today, 90),
      } as { idempotencyKey: string },
      'dated',
      '{ id }',
    );
    const isSecond =
      decided.standingDecisions.length >= SWITCHES.filter(([one]) => one === client).length;
    if (isSecond)
      await send(
        client,
        'endStandingDecision',
        { idempotencyKey: `matrix-end-${key}`, id: decision.id } as { idempotencyKey: string },
        'dated',
        '{ id }',
      );
  }
}
