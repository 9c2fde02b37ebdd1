import { InputType } from 'type-graphql';
import { CaseChangeInput } from '../cases';

/**
 * The case whose rent the board answers for.
 *
 * @swedish åtagande att svara för hyran
 * @legalSource JB-12-44-UNDERTAKING
 */
@InputType({ description: 'The case in which the board undertakes to answer for the rent.' })
export class IssueRentUndertakingInput extends CaseChangeInput {}
