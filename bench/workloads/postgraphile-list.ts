import type { Lane } from '../measure/reads';
import type { ListNode } from './list';
import type { ReadWorkload } from './reads';

/** The landlord's list as PostGraphile words it: the fields of the tables, and steps of our own for what lies in envelopes. */
const QUERY = `query LandlordList {
  allShares(first: 20, condition: { closedOn: null }, orderBy: [RECEIVED_AT_DESC, CASE_ID_DESC]) {
    edges {
      node {
        caseId version stageToday receivedAt boardName
        landlordNoticesByCaseId {
          nodes {
            receiptNumber kind status recoveryTotal arrearsMonths tenantNames
            address { street postalCode city apartmentNumber }
          }
        }
        enforcementRecordsByCaseId { nodes { caseNumber statusForApplicant evictionOn evictionAt } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Share {
  readonly caseId: string;
  readonly version: number;
  readonly stageToday: string | null;
  readonly receivedAt: string;
  readonly boardName: string | null;
  readonly landlordNoticesByCaseId: { readonly nodes: readonly Notice[] };
  readonly enforcementRecordsByCaseId: { readonly nodes: readonly EnforcementRecord[] };
}

interface Notice {
  readonly receiptNumber: string;
  readonly kind: string;
  readonly status: string;
  readonly recoveryTotal: string | null;
  readonly arrearsMonths: string | null;
  readonly tenantNames: readonly string[];
  readonly address: Readonly<Record<string, string | null>>;
}

interface EnforcementRecord {
  readonly caseNumber: string;
  readonly statusForApplicant: string;
  readonly evictionOn: string | null;
  readonly evictionAt: string | null;
}

interface Answer {
  readonly data?: {
    readonly allShares: {
      readonly edges: readonly { readonly node: Share }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
  readonly errors?: object;
}

/** What PostGraphile is asked for the list, and how its answer is put into the words of the others. */
export function postgraphileLane(content: ReadWorkload['content']): Pick<Lane, 'body' | 'content'> {
  return {
    body: JSON.stringify({ query: QUERY }),
    content: (text) => {
      const { data, errors } = JSON.parse(text) as Answer;
      if (!data || errors) throw new Error(`PostGraphile answers ${JSON.stringify(errors)}`);
      const { edges, pageInfo } = data.allShares;
      return content({
        cases: { edges: edges.map(({ node }) => ({ node: asCase(node) })), pageInfo },
      });
    },
  };
}

function asCase(share: Share): ListNode {
  const [first] = share.landlordNoticesByCaseId.nodes;
  const [record] = share.enforcementRecordsByCaseId.nodes;
  return {
    id: share.caseId,
    version: share.version,
    stage: share.stageToday,
    receivedAt: new Date(share.receivedAt).toISOString(),
    board: { name: share.boardName },
    dwelling: first?.address ?? null,
    tenants: first?.tenantNames.map((name) => ({ name })) ?? null,
    notices: share.landlordNoticesByCaseId.nodes.map((notice) => {
      const { receiptNumber, kind, status, recoveryTotal } = notice;
      const arrearsMonths = notice.arrearsMonths === null ? null : Number(notice.arrearsMonths);
      return { receiptNumber, kind, status, recoveryTotal, arrearsMonths };
    }),
    enforcement: record
      ? {
          caseNumber: record.caseNumber,
          status: record.statusForApplicant,
          evictionTime: record.evictionOn && { date: record.evictionOn, time: record.evictionAt },
        }
      : null,
  };
}
