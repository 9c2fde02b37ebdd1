import { registerEnumType } from 'type-graphql';
import type { OwnerSwitch } from '../../disclosure';

/** The owner switches of the disclosure policy as values of the API. */
export const OWNER_SWITCHES: Readonly<Record<OwnerSwitch, OwnerSwitch>> = Object.freeze({
  ATTENDANCE_TO_ENFORCEMENT: 'ATTENDANCE_TO_ENFORCEMENT',
  DEFENDANT_CONTACT_TO_BOARD: 'DEFENDANT_CONTACT_TO_BOARD',
  HEARD_ON_TO_BOARD: 'HEARD_ON_TO_BOARD',
  HEARD_ON_TO_LANDLORD: 'HEARD_ON_TO_LANDLORD',
  EXECUTION_TO_BOARD: 'EXECUTION_TO_BOARD',
  CHILDREN_AFFECTED_TO_BOARD: 'CHILDREN_AFFECTED_TO_BOARD',
  MEETING_INPUT_TO_BOARD: 'MEETING_INPUT_TO_BOARD',
  PRIORITY_QUEUE: 'PRIORITY_QUEUE',
});

registerEnumType(OWNER_SWITCHES, {
  name: 'OwnerSwitch',
  description:
    'What an authority opens by a standing decision of its own; all are off without one.',
  valuesConfig: {
    ATTENDANCE_TO_ENFORCEMENT: {
      description: 'A board tells Kronofogden whether someone of it comes, once a time is set.',
    },
    DEFENDANT_CONTACT_TO_BOARD: {
      description: 'Kronofogden gives the board the defendant’s address, telephone and e-mail.',
    },
    HEARD_ON_TO_BOARD: {
      description: 'Kronofogden tells the board when the defendant was heard.',
    },
    HEARD_ON_TO_LANDLORD: {
      description: 'Kronofogden tells the applicant when the defendant was heard.',
    },
    EXECUTION_TO_BOARD: {
      description: 'Kronofogden tells the board that the eviction was carried out.',
    },
    CHILDREN_AFFECTED_TO_BOARD: {
      description: 'Kronofogden tells the board whether children are affected, yes or no.',
    },
    MEETING_INPUT_TO_BOARD: {
      description: 'Kronofogden lets the board read what it writes for the monthly meeting.',
    },
    PRIORITY_QUEUE: {
      description: 'A board works through its own open cases by priority.',
    },
  },
});
