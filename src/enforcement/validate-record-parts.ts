import {
  complete,
  optionalAmount,
  optionalDate,
  optionalFormat,
  optionalText,
  requiredDate,
  requiredText,
} from '../cases';
import { parseLocalTime, textLimits, type LocalDate, type Problems } from '../shared';
import type {
  ClosureInput,
  EnforcementTitleInput,
  EvictionTimeInput,
  StayInput,
  StorageInput,
  SummaryCaseInput,
} from './eviction-record-parts.input';

/** The summary process before the enforcement. */
export interface ValidSummaryCase {
  readonly appliedOn: LocalDate;
  readonly contested: boolean | null;
  readonly contestationSentOn: LocalDate | null;
  readonly decidedOn: LocalDate | null;
}

/** The decision or judgment that is enforced; the claim in öre. */
export interface ValidTitle {
  readonly kind: string;
  readonly decidedOn: LocalDate;
  readonly ground: string;
  readonly claim: bigint | null;
}

/** The time set for the eviction; `time` is `HH:MM`, or null if only the day is set. */
export interface ValidEvictionTime {
  readonly date: LocalDate;
  readonly time: string | null;
}

/** A stay that Kronofogden has granted; `until` is its last day. */
export interface ValidStay {
  readonly decidedOn: LocalDate;
  readonly until: LocalDate;
  readonly exceptional: boolean;
  readonly reasons: string | null;
}

/** The closing of Kronofogden's case. */
export interface ValidClosure {
  readonly kind: ClosureInput['kind'];
  readonly on: LocalDate;
}

/** Where the tenant's property is kept. */
export interface ValidStorage {
  readonly place: string | null;
  readonly endsOn: LocalDate;
}

export function validateSummaryCase(
  input: SummaryCaseInput,
  problems: Problems,
): ValidSummaryCase | undefined {
  return complete<ValidSummaryCase>({
    appliedOn: requiredDate(problems, 'appliedOn', input.appliedOn),
    contested: input.contested ?? null,
    contestationSentOn: optionalDate(problems, 'contestationSentOn', input.contestationSentOn),
    decidedOn: optionalDate(problems, 'decidedOn', input.decidedOn),
  });
}

export function validateTitle(
  input: EnforcementTitleInput,
  problems: Problems,
): ValidTitle | undefined {
  return complete<ValidTitle>({
    kind: requiredText(problems, 'kind', input.kind, { max: textLimits.category }),
    decidedOn: requiredDate(problems, 'decidedOn', input.decidedOn),
    ground: requiredText(problems, 'ground', input.ground, { max: textLimits.ground, lines: true }),
    claim: optionalAmount(problems, 'claim', input.claim),
  });
}

export function validateEvictionTime(
  input: EvictionTimeInput,
  problems: Problems,
): ValidEvictionTime | undefined {
  return complete<ValidEvictionTime>({
    date: requiredDate(problems, 'date', input.date),
    time: optionalFormat(problems, 'time', input.time, 'NOT_A_TIME', parseLocalTime),
  });
}

export function validateStay(input: StayInput, problems: Problems): ValidStay | undefined {
  return complete<ValidStay>({
    decidedOn: requiredDate(problems, 'decidedOn', input.decidedOn),
    until: requiredDate(problems, 'until', input.until),
    exceptional: input.exceptional,
    reasons: optionalText(problems, 'reasons', input.reasons, {
      max: textLimits.description,
      lines: true,
    }),
  });
}

export function validateClosure(input: ClosureInput, problems: Problems): ValidClosure | undefined {
  return complete<ValidClosure>({
    kind: input.kind,
    on: requiredDate(problems, 'on', input.on),
  });
}

export function validateStorage(input: StorageInput, problems: Problems): ValidStorage | undefined {
  return complete<ValidStorage>({
    place: optionalText(problems, 'place', input.place, { max: textLimits.postalAddress }),
    endsOn: requiredDate(problems, 'endsOn', input.endsOn),
  });
}
