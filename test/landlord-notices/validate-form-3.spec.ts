import {
  validateLandlord,
  validateMessageProof,
  validateTermination,
} from '../../src/landlord-notices/validate-form-3';
import type {
  LandlordInput,
  MessageProofInput,
  TerminationInput,
} from '../../src/landlord-notices/form-3.input';
import { MessageChannel } from '../../src/landlord-notices/message-proof.type';
import { textLimits } from '../../src/shared';
import { changed, problemsOf, soundOf, type Plain } from '../support/input-checks';
import { arrearsNotice } from '../support/inputs';

const landlord: Plain<LandlordInput> = arrearsNotice.landlord;
const termination: Plain<TerminationInput> = { on: '2026-11-22', ground: 'Obetald hyra.' };
const message: Plain<MessageProofInput> = {
  sentAt: '2026-11-22T12:00:00Z',
  channel: MessageChannel.OTHER,
  proofReference: 'Kvittens 4',
};

describe('LandlordInput', () => {
  it.each(['name', 'postalAddress', 'phone'])('needs its %s: item 1 of the form', (field) => {
    for (const blank of ['', '  ', null, undefined])
      expect(problemsOf(validateLandlord, changed(landlord, field, blank))).toEqual([
        [field, 'REQUIRED'],
      ]);
  });

  it('answers all three at once', () => {
    const input = { ...landlord, name: '\u0000', postalAddress: '', phone: '1234' };
    expect(problemsOf(validateLandlord, input)).toEqual([
      ['name', 'CONTROL_CHARACTERS'],
      ['postalAddress', 'REQUIRED'],
      ['phone', 'NOT_A_PHONE_NUMBER'],
    ]);
  });
});

describe('TerminationInput (JB-12-8-TERMINATION)', () => {
  it('may be of today, with a ground of several lines', () => {
    const input = { on: '2026-11-22', ground: ' Obetald hyra.\r\nSe bilaga.\t1 ' };
    expect(soundOf(validateTermination, input)).toEqual({
      on: '2026-11-22',
      ground: 'Obetald hyra.\nSe bilaga.\t1',
    });
  });

  it.each([
    ['on', '2026-11-23', 'IN_THE_FUTURE'],
    ['on', '2026-02-29', 'NOT_A_DATE'],
    ['on', '', 'NOT_A_DATE'],
    ['on', '2026-11-16T00:00:00Z', 'NOT_A_DATE'],
    ['ground', ' \n ', 'REQUIRED'],
    ['ground', 'x'.repeat(textLimits.ground + 1), 'TOO_LONG'],
    ['ground', 'a\u0008', 'CONTROL_CHARACTERS'],
  ])('refuses %s %j', (field, value, code) => {
    expect(problemsOf(validateTermination, changed(termination, field, value))).toEqual([
      [field, code],
    ]);
  });
});

describe('MessageProofInput', () => {
  it.each(['2026-11-22T12:00:00Z', '2026-11-22T13:00:00+01:00', '2020-02-29T00:00:00.5Z'])(
    'may be sent at %s',
    (sentAt) => {
      expect(soundOf(validateMessageProof, { ...message, sentAt }).sentAt).toEqual(
        new Date(sentAt),
      );
    },
  );

  it.each([
    ['sentAt', '2026-11-22T12:00:01Z', 'IN_THE_FUTURE'],
    ['sentAt', '2026-11-22T12:30:00+00:00', 'IN_THE_FUTURE'],
    ['sentAt', '2026-11-22T12:00:00', 'NOT_AN_INSTANT'],
    ['sentAt', '2026-11-22', 'NOT_AN_INSTANT'],
    ['channel', MessageChannel.GATEWAY, 'NOT_ALLOWED'],
    ['proofReference', '', 'REQUIRED'],
    ['proofReference', 'x'.repeat(201), 'TOO_LONG'],
  ])('refuses %s %j', (field, value, code) => {
    expect(problemsOf(validateMessageProof, changed(message, field, value))).toEqual([
      [field, code],
    ]);
  });
});
