/** The logins of the service: of the whole graph, and of each subgraph. */
export const SERVICE_LOGINS = [
  'kvarbo_service',
  'kvarbo_subgraph_cases',
  'kvarbo_subgraph_landlord_notices',
  'kvarbo_subgraph_social_services',
  'kvarbo_subgraph_enforcement',
] as const;
