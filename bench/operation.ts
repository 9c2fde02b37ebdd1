/** What both servers are asked for: a landlord's list of 20 cases, 18 fields over the hub and two agencies' domains. */
export const OPERATION = `query LandlordList {
  cases {
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
    pageInfo { hasNextPage endCursor }
  }
}`;

/** The landlord who asks: a demo client and its organisation number. */
export const LANDLORD = { client: 'landlord-bostaden', number: '559900-0014' } as const;

/** Of an answer to {@link OPERATION}, what is checked before anything is measured. */
interface ListAnswer {
  readonly data: {
    readonly cases: {
      readonly edges: readonly {
        readonly node: {
          readonly id?: string;
          readonly dwelling: { readonly street: string | null } | null;
          readonly tenants: readonly { readonly name: string | null }[] | null;
          readonly enforcement: object | null;
        };
      }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
    };
  };
}

/**
 * The content of an answer without ids and cursors, which each server makes in its own way.
 *
 * @throws Error when the answer is not the whole list
 */
export function contentOf(text: string): ListAnswer['data'] {
  const { data } = JSON.parse(text) as ListAnswer;
  const nodes = data.cases.edges.map(({ node }) => node);
  const isWhole = nodes.every(({ dwelling, tenants }) => dwelling?.street && tenants?.[0]?.name);
  if (nodes.length !== 20 || !isWhole) throw new Error('The list of 20 cases is not whole.');
  if (!nodes.some(({ enforcement }) => enforcement)) throw new Error('No case has a record.');
  const edges = nodes.map((node) => ({ node: { ...node, id: '' } }));
  return { cases: { edges, pageInfo: { ...data.cases.pageInfo, endCursor: '' } } };
}
