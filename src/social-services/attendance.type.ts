import { Field, ObjectType, registerEnumType } from 'type-graphql';

/** Whether somebody of the board comes to the eviction. */
export enum AttendanceStatus {
  UNDECIDED = 'UNDECIDED',
  ATTENDING = 'ATTENDING',
  NOT_ATTENDING = 'NOT_ATTENDING',
}

registerEnumType(AttendanceStatus, {
  name: 'AttendanceStatus',
  description: 'Whether somebody of the board comes to the eviction.',
  valuesConfig: {
    UNDECIDED: { description: 'The board has not decided.' },
    ATTENDING: { description: 'Somebody of the board comes.' },
    NOT_ATTENDING: { description: 'Nobody of the board comes.' },
  },
});

/**
 * Whether somebody of the board comes at the time that is set now, and whom to expect.
 *
 * @swedish närvaro
 * @legalSource OSL-10-2
 */
@ObjectType({
  simpleResolvers: true,
  description: 'Whether somebody of the board comes at the time that is set.',
})
export class Attendance {
  @Field(() => AttendanceStatus, { description: 'Whether somebody comes.' })
  readonly status!: AttendanceStatus;

  @Field(() => String, { nullable: true, description: 'Whom to expect at the door.' })
  readonly contactName!: string | null;

  @Field(() => String, { nullable: true, description: 'How to reach that person on the day.' })
  readonly contactPhone!: string | null;
}
