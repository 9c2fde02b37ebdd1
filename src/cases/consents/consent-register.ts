import { randomUUID } from 'node:crypto';
import type { Keyring, WriteTransaction } from '../../persistence';
import { insertRows, updateRows } from '../../persistence';
import type { ChangedCase } from '../case-change';
import { ConsentFactRow } from '../facts.entity';
import type { ConsentFact } from '../hub-facts';
import type { ConsentDomain } from './consent.entity';
import { evidenceSeal } from './consent.entity';
import type { ValidConsent } from './validate-consent';

/** The consents that one domain has recorded, in its own schema, and what it lets the hub know of them; written by its own role. */
export class ConsentRegister {
  constructor(
    private readonly keyring: Keyring,
    private readonly domain: ConsentDomain,
  ) {}

  /** Adds a consent to the case being changed; answers with what the hub knows of it. */
  async record(
    tx: WriteTransaction,
    { caseId, organisation, now }: ChangedCase,
    consent: ValidConsent,
  ): Promise<ConsentFact> {
    const id = randomUUID();
    const { evidence, personId, fieldGroup, recipient, purpose, validFrom, validTo } = consent;
    const terms = { personId, fieldGroup, recipient, purpose, validFrom, validTo };
    await tx.as(this.domain.role, organisation, async (manager) => {
      await insertRows(manager, this.domain.entity, [
        {
          id,
          caseId,
          owner: organisation,
          ...terms,
          recordedAt: now,
          revokedAt: null,
          sealedEvidence: this.keyring.seal(evidence, evidenceSeal(this.domain, id)),
        },
      ]);
      await insertRows(manager, ConsentFactRow, [
        {
          consentId: id,
          caseId,
          owner: organisation,
          ...terms,
          revokedAt: null,
        },
      ]);
    });
    return { consentId: id, owner: organisation, ...terms, revoked: false };
  }

  /** Takes a consent of the case being changed back; one that was taken back before stays as it is. */
  async revoke(
    tx: WriteTransaction,
    { caseId, organisation, now }: ChangedCase,
    consentId: string,
  ): Promise<void> {
    const standing = { caseId, owner: organisation, revokedAt: null };
    await tx.as(this.domain.role, organisation, async (manager) => {
      await updateRows(
        manager,
        this.domain.entity,
        { id: consentId, ...standing },
        { revokedAt: now },
      );
      await updateRows(manager, ConsentFactRow, { consentId, ...standing }, { revokedAt: now });
    });
  }
}
