/**
 * Deliberate breakages of the product by which something shows that a reader may not know: texts of source files, what stands
 * there instead, and a reader to whom it shows with `SEED=7` or the seed that is named. `interference.cjs` shows that the property of
 * non-interference notices every one of them.
 */
const CHOICE = 'src/cases/case-choice.ts';
const WALL = 'migrations/1764000000099-second-wall.ts';
const OPEN_FOR = 'return stageFor(Agency.SOCIAL_SERVICES, boardId, facts).closedOn === null;';
const FAR = '(!isSeen || one.facts.caseId === presentCase)';
const shareRows = (agency) =>
  `USING (agency = '${agency}' AND organisation = (SELECT current_setting('kvarbo.organisation', true)) AND known)`;

module.exports = [
  {
    name: 'an end of a record of which the board is not told closes the case for the next notice',
    reader: 'board-skarpnack',
    changes: [
      {
        file: CHOICE,
        from: OPEN_FOR,
        to: `${OPEN_FOR.slice(0, -1)} && facts.enforcement.every(({ closedOn }) => closedOn === null);`,
      },
    ],
  },
  {
    name: 'an execution closes the case for the next notice',
    reader: 'board-skarpnack',
    seed: 25,
    changes: [
      {
        file: CHOICE,
        from: OPEN_FOR,
        to: `${OPEN_FOR.slice(0, -1)} && facts.enforcement.every(({ status }) => status !== 'EXECUTED');`,
      },
    ],
  },
  {
    name: 'a notice to another board moves a record that its board has read',
    reader: 'board-farsta',
    seed: 25,
    changes: [{ file: CHOICE, from: FAR, to: 'true' }],
  },
  {
    name: 'every write raises the version of every share',
    reader: 'landlord-bostaden',
    seed: 25,
    changes: [
      {
        file: 'src/cases/share-changes.ts',
        from: 'if (!old.known || !equal(seen(old), seen(share)) || touched(share))',
        to: 'if (old.known)',
      },
    ],
  },
  {
    name: 'lists and counts hold the cases of every landlord',
    reader: 'landlord-bostaden',
    changes: [{ file: WALL, from: shareRows('LANDLORD'), to: `USING (agency = 'LANDLORD')` }],
  },
  {
    name: 'the id of a case changes with the landlords that have written of it',
    reader: 'kronofogden',
    seed: 1001,
    changes: [
      {
        file: 'src/cases/trail.ts',
        from: '...notices.map(({ landlord }) => landlord),',
        to: '...facts.notices.map(({ noticeId }) => noticeId),',
      },
      {
        file: 'src/cases/case.reader.ts',
        from: `this.aliases.alias('case', reading.caller.reader, row.case_id)`,
        to: `this.aliases.alias('case', reading.caller.reader + JSON.stringify(row.trail), row.case_id)`,
      },
    ],
  },
];
