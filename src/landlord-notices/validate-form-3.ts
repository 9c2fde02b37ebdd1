import {
  complete,
  requiredPastDate,
  requiredPastInstant,
  requiredPhone,
  requiredText,
  type CheckContext,
} from '../cases';
import { textLimits, type LocalDate, type Problems } from '../shared';
import type { LandlordInput, MessageProofInput, TerminationInput } from './form-3.input';

/** The landlord as item 1 of the form names it. */
export interface ValidLandlord {
  readonly name: string;
  readonly category: LandlordInput['category'];
  readonly postalAddress: string;
  readonly phone: string;
}

/** The termination of the lease; `on` is the day on which it was served. */
export interface ValidTermination {
  readonly on: LocalDate;
  readonly ground: string;
}

/** Proof that the message also went another way than through the gateway. */
export interface ValidMessageProof {
  readonly sentAt: Date;
  readonly channel: MessageProofInput['channel'];
  readonly proofReference: string;
}

const LONGEST_PROOF_REFERENCE = 200;

/**
 * Checks item 1 of form 3: name, postal address and telephone, all of them.
 *
 * @legalSource JB-12-44-FORMS
 */
export function validateLandlord(
  input: LandlordInput,
  problems: Problems,
): ValidLandlord | undefined {
  return complete<ValidLandlord>({
    name: requiredText(problems, 'name', input.name, { max: textLimits.name }),
    category: input.category,
    postalAddress: requiredText(problems, 'postalAddress', input.postalAddress, {
      max: textLimits.postalAddress,
    }),
    phone: requiredPhone(problems, 'phone', input.phone),
  });
}

/**
 * Checks the termination: served today or earlier, with its ground.
 *
 * @legalSource JB-12-8-TERMINATION
 */
export function validateTermination(
  input: TerminationInput,
  problems: Problems,
  context: CheckContext,
): ValidTermination | undefined {
  return complete<ValidTermination>({
    on: requiredPastDate(problems, 'on', input.on, context),
    ground: requiredText(problems, 'ground', input.ground, { max: textLimits.ground, lines: true }),
  });
}

/**
 * Checks the proof of a message that went another way too; the gateway proves its own itself.
 *
 * @legalSource JB-12-63-DISPATCH
 */
export function validateMessageProof(
  input: MessageProofInput,
  problems: Problems,
  context: CheckContext,
): ValidMessageProof | undefined {
  return complete<ValidMessageProof>({
    sentAt: requiredPastInstant(problems, 'sentAt', input.sentAt, context),
    channel: checkChannel(input.channel, problems),
    proofReference: requiredText(problems, 'proofReference', input.proofReference, {
      max: LONGEST_PROOF_REFERENCE,
    }),
  });
}

function checkChannel(
  channel: MessageProofInput['channel'],
  problems: Problems,
): MessageProofInput['channel'] | undefined {
  const name: `${MessageProofInput['channel']}` = channel;
  if (name !== 'GATEWAY') return channel;
  problems.add('channel', 'NOT_ALLOWED');
  return undefined;
}
