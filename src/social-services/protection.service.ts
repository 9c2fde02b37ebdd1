import type { CaseChange, ChangedCase, ProtectionFact } from '../cases';
import { personsKnownTo, ProtectionFactRow, writtenByProtection } from '../cases';
import type { Caller } from '../identity';
import type { Aliases, Keyring, WriteTransaction } from '../persistence';
import { insertRows, replaceRows, updateRows } from '../persistence';
import { BadUserInputError, Problems } from '../shared';
import { newStandingEntry } from './board-entries';
import { refuseHandedOver } from './handed-over';
import type { MarkProtectedIdentityInput } from './mark-protected-identity.input';
import { ProtectionRow, reasonSeal } from './protection.entity';
import { validateProtection } from './validate-protection';

/**
 * What a board states about protected identities in its cases. It need not have taken the case on: protection cannot wait.
 *
 * @legalSource OSL-21-3
 * @legalSource OSL-22-2
 */
export class ProtectionService {
  constructor(
    private readonly change: CaseChange,
    private readonly keyring: Keyring,
    private readonly aliases: Aliases,
  ) {}

  /**
   * States whether a person of the case is protected; the statement before is kept and ceases to hold. Masks follow with the very
   * next read.
   *
   * @returns the id of the case, also when it was stated before under the same key
   * @throws BadUserInputError when the input has problems, a person whom the board does not know in the case among them
   * @throws NotFoundError for a case that the board may not know of
   * @throws VersionConflictError when the expected version is old
   * @throws IdempotencyConflictError when the key was used with other input
   */
  async markProtectedIdentity(caller: Caller, input: MarkProtectedIdentityInput): Promise<string> {
    const problems = new Problems('input');
    const valid = validateProtection(input, problems);
    const personId = this.aliases.resolve('tenant', caller.reader, input.tenantId);
    if (personId === null) problems.add('tenantId', 'UNKNOWN_TENANT');
    if (!valid || personId === null) throw new BadUserInputError(problems.list);
    return this.change.make(caller, 'markProtectedIdentity', input, async (tx, changed) => {
      refuseHandedOver(changed);
      if (!personsKnownTo(caller.agency, changed.organisation, changed.facts).includes(personId)) {
        problems.add('tenantId', 'UNKNOWN_TENANT');
        throw new BadUserInputError(problems.list);
      }
      const stated = { personId, boardId: changed.organisation, protected: valid.protected };
      await this.state(tx, changed, stated, valid.reason);
      return writtenByProtection(changed.facts, stated, changed.today);
    });
  }

  private async state(
    tx: WriteTransaction,
    changed: ChangedCase,
    stated: ProtectionFact,
    reason: string,
  ): Promise<void> {
    const { caseId, organisation, now } = changed;
    const { personId } = stated;
    const entry = newStandingEntry(changed);
    await tx.as('kvarbo_social_writer', organisation, async (manager) => {
      await updateRows(
        manager,
        ProtectionRow,
        { personId, boardId: organisation, supersededAt: null },
        { supersededAt: now },
      );
      await insertRows(manager, ProtectionRow, [
        {
          ...entry,
          personId,
          protected: stated.protected,
          sealedReason: this.keyring.seal(reason, reasonSeal(entry.id)),
        },
      ]);
      await replaceRows(manager, ProtectionFactRow, [{ ...stated, caseId, statedAt: now }]);
    });
  }
}
