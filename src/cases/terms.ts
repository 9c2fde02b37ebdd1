import type { BlindIndexer } from '../persistence';
import { searchableName } from '../shared';

/** A person as a notice or a push names him or her. */
export interface NamedPerson {
  readonly name: string;
  /** 12 digits, or null where the sender gave none. */
  readonly personalIdentityNumber: string | null;
}

/** The part of an address that tells one flat from another. */
export interface FlatAddress {
  readonly street: string;
  readonly postalCode: string;
  readonly municipality: string;
  readonly apartmentNumber: string | null;
}

/** What a notice or an enforcement record can be found and matched by; blind, never the values themselves. */
export interface Term {
  readonly kind:
    | 'PERSON_NUMBER'
    | 'PERSON_NAME'
    | 'RECEIPT'
    | 'ENFORCEMENT_CASE'
    | 'LANDLORD_REFERENCE'
    | 'TENANCY_BY_NUMBER'
    | 'TENANCY_BY_NAME'
    | 'PARTIES_BY_NUMBER';
  readonly value: Buffer;
  /** The person's identity number, blind: two persons of one name but different numbers are two persons. */
  readonly numberIndex: Buffer | null;
  /** The flat's number, blind: unknown on one side does not speak against a match. */
  readonly apartmentIndex: Buffer | null;
}

/** Blind forms of everything by which cases are searched and matched. @legalSource SPF-15-SEARCH */
export class Terms {
  constructor(private readonly indexer: BlindIndexer) {}

  personNumber(number: string): Buffer {
    return this.indexer.blindIndex('person-number', number);
  }

  personName(name: string): Buffer {
    return this.indexer.blindIndex('person-name', searchableName(name));
  }

  receipt(receiptNumber: string): Buffer {
    return this.indexer.blindIndex('receipt', receiptNumber);
  }

  enforcementCase(caseNumber: string): Buffer {
    return this.indexer.blindIndex('enforcement-case', caseNumber);
  }

  landlordReference(reference: string): Buffer {
    return this.indexer.blindIndex('landlord-reference', searchableName(reference));
  }

  /** The terms of the persons of one landlord's tenancy: by number and by name, with and without the flat. */
  tenancy(landlord: string, flat: FlatAddress, persons: readonly NamedPerson[]): readonly Term[] {
    const place = searchableName([flat.street, flat.postalCode, flat.municipality].join('|'));
    const apartmentIndex =
      flat.apartmentNumber === null
        ? null
        : this.indexer.blindIndex('apartment', searchableName(flat.apartmentNumber));
    return persons.flatMap((person): readonly Term[] => {
      const number = person.personalIdentityNumber;
      const numberIndex = number === null ? null : this.personNumber(number);
      const named = searchableName(person.name);
      const term = (kind: Term['kind'], text: string): Term => ({
        kind,
        value: this.indexer.blindIndex(kind, text),
        numberIndex,
        apartmentIndex,
      });
      return [
        { kind: 'PERSON_NAME', value: this.personName(person.name), numberIndex, apartmentIndex },
        term('TENANCY_BY_NAME', [landlord, place, named].join('\n')),
        ...(numberIndex === null || number === null
          ? []
          : [
              { kind: 'PERSON_NUMBER', value: numberIndex, numberIndex, apartmentIndex } as const,
              term('TENANCY_BY_NUMBER', [landlord, place, number].join('\n')),
              term('PARTIES_BY_NUMBER', [landlord, number].join('\n')),
            ]),
      ];
    });
  }

  /** What two writes about the same parties have in common, so that they wait for each other. */
  locks(landlord: string, persons: readonly NamedPerson[]): readonly Buffer[] {
    return persons.flatMap((person) => [
      this.indexer.blindIndex('lock', [landlord, searchableName(person.name)].join('\n')),
      ...(person.personalIdentityNumber === null
        ? []
        : [this.indexer.blindIndex('lock', [landlord, person.personalIdentityNumber].join('\n'))]),
    ]);
  }
}
