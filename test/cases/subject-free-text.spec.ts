import { freeText } from '../../src/cases';
import { testPersonalNumber } from '../support/identity-numbers';

const own = testPersonalNumber('1985-04-12');
const other = testPersonalNumber('1984-03-11');
const parties = { own: ['Alva Lind', own], others: ['Bo Lind', 'Cia von Ek'] };
const LEFT_OUT = { person: 'left out: GDPR-12-15', child: 'left out: OSL-12-3' };

describe('freeText', () => {
  it.each([
    ['Obetald hyra för oktober.'],
    ['Alva Lind har inte betalat.'],
    // Half of the co-tenant's name is her own.
    ['Familjen Lind flyttar.'],
    [`Gäller ${own}.`],
    [`Gäller ${own.slice(2, 8)}-${own.slice(8)}.`],
    ['OCR 1234566, bankgiro 5050-1055.'],
    ['Sonderad skuld, skolgatan'],
  ])('tells: %s', (text) => {
    expect(freeText('ground', text, parties)).toEqual({ name: 'ground', value: text });
  });

  it.each([
    ['Bo betalar senare.', LEFT_OUT.person],
    ['BO BETALAR', LEFT_OUT.person],
    ['Cias del av hyran', LEFT_OUT.person],
    [`Gäller även ${other}.`, LEFT_OUT.person],
    [`Gäller även ${other.slice(2, 8)}-${other.slice(8)}.`, LEFT_OUT.person],
    ['Sonen är sjuk.', LEFT_OUT.child],
    ['Två barn i hushållet', LEFT_OUT.child],
    ['Hennes dotter, sju år', LEFT_OUT.child],
  ])('leaves out: %s', (text, value) => {
    expect(freeText('ground', text, parties)).toEqual({ name: 'ground', value });
  });

  it('tells that nothing is stored', () => {
    expect(freeText('ground', null, parties)).toEqual({ name: 'ground', value: null });
  });
});
