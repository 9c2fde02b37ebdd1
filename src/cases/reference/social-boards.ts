/**
 * The social boards: one per municipality under the municipality's code, and in Stockholm one per district under a name of
 * our own.
 *
 * A reorganisation ends rows with `validTo` and adds new ones; nothing is removed, because cases keep their board. Göteborg's
 * four areas share the municipality's row until their borders can be told from an address.
 */
import { MUNICIPALITIES } from './municipalities';

/** A social board with the days on which it is one, both inclusive; null means open, or from before the product. */
export interface SocialBoardRow {
  readonly id: string;
  readonly name: string;
  readonly municipality: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

const STOCKHOLM = '0180';

const district = (id: string, name: string, validFrom: string | null = null): SocialBoardRow => ({
  id,
  name: `${name} stadsdelsnämnd`,
  municipality: STOCKHOLM,
  validFrom,
  validTo: null,
});

const STOCKHOLM_DISTRICTS: readonly SocialBoardRow[] = [
  district('bromma', 'Bromma'),
  district('enskede-arsta-vantor', 'Enskede-Årsta-Vantörs'),
  district('farsta', 'Farsta'),
  district('hagersten-alvsjo', 'Hägersten-Älvsjö', '2020-07-01'),
  district('hasselby-vallingby', 'Hässelby-Vällingby'),
  district('jarva', 'Järva', '2023-07-01'),
  district('kungsholmen', 'Kungsholmens'),
  district('norra-innerstaden', 'Norra innerstadens', '2023-07-01'),
  district('skarpnack', 'Skarpnäcks'),
  district('skarholmen', 'Skärholmens'),
  district('sodermalm', 'Södermalms'),
];

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['Falun', 'Falu'],
  ['Kalmar', 'Kalmar'],
]);

/** The name as it stands before "kommun": with a genitive s after a consonant, without one after a vowel, s or x. */
const beforeKommun = (name: string): string =>
  IRREGULAR.get(name) ?? (/[aeiouyåäösx]$/u.test(name) ? name : `${name}s`);

/**
 * Every social board, municipal ones by code, then the districts.
 *
 * @swedish socialnämnd
 * @legalSource SOL-29-1-RESP
 */
export const SOCIAL_BOARDS: readonly SocialBoardRow[] = Object.freeze([
  ...MUNICIPALITIES.filter(({ code }) => code !== STOCKHOLM).map(({ code, name }) => ({
    id: code,
    name: `Socialnämnden i ${beforeKommun(name)} kommun`,
    municipality: code,
    validFrom: null,
    validTo: null,
  })),
  ...STOCKHOLM_DISTRICTS,
]);
