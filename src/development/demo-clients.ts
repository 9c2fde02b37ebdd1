import { PURPOSES_BY_AGENCY, type IssuerConfig } from '../identity';
import { Agency, type Purpose } from '../shared';

/** A client of the development identity provider, with all that its tokens can say. */
export interface DemoClient {
  readonly clientId: string;
  /** Fixed and public: it opens invented data on this machine alone. */
  readonly secret: string;
  readonly name: string;
  readonly agency: Agency;
  /** Organisationsnummer, or the id of a social board. */
  readonly organisation: string;
  /** Organisationsnummer of the principals that the client may act for. */
  readonly actingFor: readonly string[];
  readonly user: string;
  readonly scopes: readonly string[];
  /** The first one is granted if none is asked for. */
  readonly purposes: readonly Purpose[];
}

/** Every scope that an agency can be granted, the purposes left out. */
const SCOPES_BY_AGENCY: Readonly<Record<Agency, readonly string[]>> = Object.freeze({
  [Agency.LANDLORD]: ['cases:read', 'notices:write', 'meetings:write', 'audit:read'],
  [Agency.SOCIAL_SERVICES]: [
    'cases:read',
    'cases:write',
    'consents:write',
    'meetings:write',
    'decisions:write',
    'statistics:read',
    'audit:read',
  ],
  [Agency.ENFORCEMENT]: [
    'cases:read',
    'enforcement:write',
    'consents:write',
    'meetings:write',
    'decisions:write',
    'statistics:read',
    'audit:read',
  ],
  [Agency.OVERSIGHT]: ['cases:read', 'statistics:read', 'audit:read'],
});

const BOSTADEN = '559900-0014';
const HYRBO = '559900-0022';
const AGENT = '559900-0030';
const KRONOFOGDEN = '202100-5448';

/** The demo clients: invented companies, three boards, Kronofogden, and the auditors of two of them. */
export const demoClients: readonly DemoClient[] = Object.freeze([
  demoClient('landlord-bostaden', 'Exempelbostaden AB', Agency.LANDLORD, BOSTADEN),
  demoClient('landlord-hyrbo', 'Exempelhyrbo AB', Agency.LANDLORD, HYRBO),
  demoClient('landlord-agent', 'Exempelombudet AB', Agency.LANDLORD, AGENT, [BOSTADEN, HYRBO]),
  demoClient('board-farsta', 'Farsta stadsdelsnämnd', Agency.SOCIAL_SERVICES, 'farsta'),
  demoClient('board-skarpnack', 'Skarpnäcks stadsdelsnämnd', Agency.SOCIAL_SERVICES, 'skarpnack'),
  demoClient('board-uppsala', 'Socialnämnden i Uppsala', Agency.SOCIAL_SERVICES, '0380'),
  demoClient('kronofogden', 'Kronofogdemyndigheten', Agency.ENFORCEMENT, KRONOFOGDEN),
  demoClient('oversight-farsta', 'Dataskyddsombud, Farsta', Agency.OVERSIGHT, 'farsta'),
  demoClient(
    'oversight-kronofogden',
    'Dataskyddsombud, Kronofogden',
    Agency.OVERSIGHT,
    KRONOFOGDEN,
  ),
]);

/** What the development identity provider is trusted with: its demo clients and nothing else. */
export function demoIssuerConfig(issuerUrl: string, audience: string): IssuerConfig {
  const organisations = new Set(demoClients.map(({ organisation }) => organisation));
  const isNumber = (organisation: string) => organisation.includes('-') && /^\d/.test(organisation);
  return {
    issuer: issuerUrl,
    audience,
    jwksUri: `${issuerUrl}/jwks`,
    algorithms: ['RS256'],
    agencies: Object.values(Agency),
    organisations: [...organisations].filter(isNumber),
    boards: [...organisations].filter((organisation) => !isNumber(organisation)),
    representatives: Object.fromEntries(
      demoClients
        .filter(({ actingFor }) => actingFor.length > 0)
        .map(({ organisation, actingFor }) => [organisation, actingFor]),
    ),
  };
}

function demoClient(
  clientId: string,
  name: string,
  agency: Agency,
  organisation: string,
  actingFor: readonly string[] = [],
): DemoClient {
  return Object.freeze({
    clientId,
    secret: `development-only-${clientId}`,
    name,
    agency,
    organisation,
    actingFor,
    user: `${clientId}-user-1`,
    scopes: SCOPES_BY_AGENCY[agency],
    purposes: PURPOSES_BY_AGENCY[agency],
  });
}
