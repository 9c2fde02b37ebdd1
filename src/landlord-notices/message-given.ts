import { civilDay } from '../shared';
import { MessageChannel } from './message-proof.type';

/** When and how a message came: through the gateway, and on another way where one is told. */
export interface MessageWays {
  readonly receivedAt: Date;
  readonly channel?: string;
  readonly sentAt?: Date | null;
}

/**
 * The day on which the message counts as given to the board: the gateway's receipt, or the dispatch of an earlier registered
 * letter. Another way proves no day of its own.
 *
 * @legalSource JB-12-63-DISPATCH
 */
export function messageGiven({ receivedAt, channel, sentAt }: MessageWays) {
  const receivedOn = civilDay(receivedAt);
  const isLetter = channel === MessageChannel.REGISTERED_LETTER && sentAt != null;
  const sentOn = isLetter ? civilDay(sentAt) : receivedOn;
  return sentOn < receivedOn
    ? ({ messageGivenOn: sentOn, messageWay: 'LETTER_SENT' } as const)
    : ({ messageGivenOn: receivedOn, messageWay: 'MESSAGE_RECEIVED' } as const);
}
