/** The fields that a list of cases is asked for: 18 over the hub and two agencies' domains, name and street among them. */
export const LIST_FIELDS = `
    edges {
      node {
        id version stage receivedAt
        board { name }
        dwelling { street postalCode city apartmentNumber }
        tenants { name }
        notices { receiptNumber kind status recoveryTotal arrearsMonths }
        enforcement { caseNumber status evictionTime { date time } }
      }
    }
    pageInfo { hasNextPage endCursor }`;

/** One case of a list, as the API words it. */
export interface ListNode {
  readonly id?: string;
  readonly version: number;
  readonly stage: string | null;
  readonly receivedAt: string;
  readonly board: { readonly name: string | null } | null;
  readonly dwelling: Readonly<Record<string, string | null>> | null;
  readonly tenants: readonly { readonly name: string | null }[] | null;
  readonly notices: readonly object[] | null;
  readonly enforcement: object | null;
}

/** One page, as the API words it. */
export interface ListPage {
  readonly edges: readonly { readonly node: ListNode }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

/**
 * The content of a page without ids and cursors, which each server makes in its own way.
 *
 * @param length - how many cases must stand on it
 * @throws Error when a case is missing or lacks its street or its tenant
 */
export function contentOfPage({ edges, pageInfo }: ListPage, length: number): object {
  const nodes = edges.map(({ node }) => node);
  const isWhole = nodes.every(({ dwelling, tenants }) => dwelling?.street && tenants?.[0]?.name);
  if (nodes.length !== length || !isWhole) throw new Error(`A list of ${length} is not whole.`);
  if (!nodes.some(({ enforcement }) => enforcement)) throw new Error('No case has a record.');
  return {
    nodes: nodes.map((node) => ({ ...node, id: '' })),
    pageInfo: { ...pageInfo, endCursor: '' },
  };
}
