import { Field, InputType } from 'type-graphql';
import { CaseChangeInput } from '../cases';
import { AttendanceStatus } from './attendance.type';

/**
 * Whether somebody of the board comes at the time that is set.
 *
 * @swedish närvaro
 * @legalSource OSL-10-2
 */
@InputType({ description: 'Whether somebody of the board comes at the time that is set.' })
export class SetAttendanceInput extends CaseChangeInput {
  @Field(() => AttendanceStatus, { description: 'Whether somebody comes.' })
  readonly status!: AttendanceStatus;

  @Field(() => String, {
    nullable: true,
    description: 'Whom to expect at the door; only with ATTENDING.',
  })
  readonly contactName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How to reach that person on the day; only with ATTENDING.',
  })
  readonly contactPhone?: string | null;
}
