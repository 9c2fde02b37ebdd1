import type { Caller } from '../../identity';
import type { Aliases } from '../../persistence';
import type { Agency, Clock } from '../../shared';
import {
  BadUserInputError,
  ForbiddenError,
  IllegalTransitionError,
  NotFoundError,
  Problems,
} from '../../shared';
import type { CaseChange, ChangedCase } from '../case-change';
import { tenantsKnownTo } from '../case-facts';
import { checkContext, complete, wasSoundInTime } from '../checks';
import { handedOver } from '../handover';
import type { ConsentFact } from '../hub-facts';
import { checkChange } from '../validate-idempotency';
import type { ConsentRegister } from './consent-register';
import { writtenByConsent } from './consent-written';
import type { RecordConsentInput } from './record-consent.input';
import type { RevokeConsentInput } from './revoke-consent.input';
import { validateConsent } from './validate-consent';
import type { ValidConsent } from './validate-consent';

/** The registers of the agencies that own groups of fields. */
export type ConsentRegisters = Readonly<Partial<Record<Agency, ConsentRegister>>>;

/**
 * Takes in consents of tenants and takes them back, in the register of the authority that obtained them.
 *
 * What a consent opens is decided anew for every read from the facts in the store, so that each change holds for the very next
 * read on every instance.
 *
 * @legalSource OSL-10-1
 * @legalSource OSL-12-2
 */
export class ConsentService {
  constructor(
    private readonly changes: CaseChange,
    private readonly registers: ConsentRegisters,
    private readonly aliases: Aliases,
    private readonly clock: Clock,
  ) {}

  /**
   * Records a consent; the same consent given twice is recorded twice, each to be taken back by itself.
   *
   * @returns the id of the case, also when the consent was recorded before under the same key
   * @throws BadUserInputError with every problem of the input
   * @throws NotFoundError for a case that the caller may not know of
   * @throws IllegalTransitionError in a case that the board has handed on
   * @throws VersionConflictError when the expected version is old
   * @throws IdempotencyConflictError when the key was used with other input
   */
  async recordConsent(caller: Caller, input: RecordConsentInput): Promise<string> {
    const register = this.registerOf(caller);
    try {
      this.check(caller, input, null);
    } catch (error) {
      if (!(error instanceof BadUserInputError && wasSoundInTime(error.problems))) throw error;
    }
    return this.changes.make(caller, 'recordConsent', input, async (tx, changed) => {
      if (handedOver(caller.agency, changed.organisation, changed.facts) !== null)
        throw new IllegalTransitionError(['revokeConsent']);
      const consent = this.check(caller, input, changed);
      const recorded = await register.record(tx, changed, consent);
      return writtenByConsent(changed.facts, recorded);
    });
  }

  /**
   * Takes back a consent that the caller has recorded; one that was taken back before stays as it was.
   *
   * @returns the id of the case, also when the consent was taken back before under the same key
   * @throws NotFoundError for a case that the caller may not know of, or a consent that it has not recorded in it
   * @throws BadUserInputError, VersionConflictError and IdempotencyConflictError as {@link recordConsent}
   */
  async revokeConsent(caller: Caller, input: RevokeConsentInput): Promise<string> {
    const register = this.registerOf(caller);
    const problems = new Problems('input');
    if (!complete(checkChange(input, problems))) throw new BadUserInputError(problems.list);
    return this.changes.make(caller, 'revokeConsent', input, async (tx, changed) => {
      const consent = this.ownConsent(caller, input.consentId, changed);
      if (consent.revoked) return [];
      await register.revoke(tx, changed, consent.consentId);
      return writtenByConsent(changed.facts, consent);
    });
  }

  /** Who the tenants are, only the case tells; everything else is judged before the store is asked. */
  private check(
    caller: Caller,
    input: RecordConsentInput,
    changed: ChangedCase | null,
  ): ValidConsent {
    const problems = new Problems('input');
    const tenants = changed && tenantsKnownTo(caller.agency, changed.organisation, changed.facts);
    const valid = validateConsent(input, problems, {
      ...checkContext(changed?.now ?? this.clock.now()),
      agency: caller.agency,
      personOf: (alias) => {
        const personId = this.aliases.resolve('tenant', caller.reader, alias);
        return personId !== null && (tenants?.includes(personId) ?? true) ? personId : null;
      },
    });
    if (!valid) throw new BadUserInputError(problems.list);
    return valid;
  }

  private ownConsent(caller: Caller, alias: string, changed: ChangedCase): ConsentFact {
    const consentId = this.aliases.resolve('consent', caller.reader, alias);
    const consent = changed.facts.consents.find(
      (one) => one.consentId === consentId && one.owner === changed.organisation,
    );
    if (!consent) throw new NotFoundError();
    return consent;
  }

  private registerOf({ agency }: Caller): ConsentRegister {
    const register = this.registers[agency];
    if (!register) throw new ForbiddenError(`${agency} owns no fields that a consent opens`);
    return register;
  }
}
