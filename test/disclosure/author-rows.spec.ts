import { parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { compilePlan, disclosedAt, DisclosurePolicy, NO_FACTS } from '../../src/disclosure';
import type { DisclosurePlan, Position } from '../../src/disclosure';
import { Agency } from '../../src/shared';
import { schemaForReading } from '../../src/topology';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT } = Agency;
const DOCUMENT = parse(
  '{ m: collaborationMeeting(board: "farsta", month: "2026-12") { items { inputs { t: text from } } } }',
);

/** The meeting with its inputs, planned for one agency. */
function planFor(agency: Agency): DisclosurePlan {
  return compilePlan({
    schema: schemaForReading(),
    policy: new DisclosurePolicy(),
    document: DOCUMENT,
    operation: DOCUMENT.definitions[0] as OperationDefinitionNode,
    agency,
    variables: {},
    mayCall: () => true,
  });
}

const inputsOf = ({ roots }: DisclosurePlan): Position | undefined =>
  roots.get('m')?.below('items')?.below('inputs');

const toldOfText = ({ conditional }: DisclosurePlan): readonly string[] =>
  conditional
    .filter(({ path }) => path.at(-1) === 't')
    .map(({ coordinate, rule }) => `${coordinate} ${rule}`);

describe('a field whose cells go by the author of its object', () => {
  it.each([
    [
      LANDLORD,
      [
        'MeetingInput.text@SOCIAL_SERVICES IF_CONSENT(MEETING_INPUT)',
        'MeetingInput.text@ENFORCEMENT IF_PARTY',
      ],
    ],
    [SOCIAL_SERVICES, ['MeetingInput.text@ENFORCEMENT IF_SWITCH(MEETING_INPUT_TO_BOARD)']],
    [
      ENFORCEMENT,
      [
        'MeetingInput.text@LANDLORD IF_PARTY',
        'MeetingInput.text@SOCIAL_SERVICES IF_CONSENT(MEETING_INPUT)',
      ],
    ],
  ])('is told to %s once for each author whose row rests on a condition', (agency, told) => {
    expect(toldOfText(planFor(agency))).toEqual(told);
  });

  it('is planned apart for each author', () => {
    const inputs = inputsOf(planFor(LANDLORD));
    expect([...(inputs?.fields.keys() ?? [])]).toEqual([]);
    for (const author of [LANDLORD, SOCIAL_SERVICES, ENFORCEMENT])
      expect(
        [...(inputs?.writtenBy(author).fields.values() ?? [])].map((one) => one.coordinate),
      ).toEqual([`MeetingInput.text@${author}`, `MeetingInput.from@${author}`]);
    expect(inputs?.writtenBy(OVERSIGHT).fields.size).toBe(0);
  });

  it('is not planned at all where the list of objects is denied', () => {
    const plan = planFor(OVERSIGHT);
    expect(inputsOf(plan)).toBeUndefined();
    expect(plan.denied.map(({ coordinate }) => coordinate)).toEqual(['CollaborationMeeting.items']);
  });

  it('is disclosed by the rows that are open, as data of their authors', () => {
    const inputs = inputsOf(planFor(LANDLORD));
    if (!inputs) throw new Error('Nothing is planned.');
    const closed = disclosedAt(inputs, NO_FACTS);
    expect(closed.coordinates).toEqual([
      'MeetingInput.text@LANDLORD',
      'MeetingInput.from@LANDLORD',
    ]);
    expect([...closed.domains]).toEqual([LANDLORD]);
    const party = disclosedAt(inputs, { ...NO_FACTS, party: true });
    expect([...party.domains]).toEqual([LANDLORD, ENFORCEMENT]);
    expect(party.coordinates).toContain('MeetingInput.text@ENFORCEMENT');
  });
});
