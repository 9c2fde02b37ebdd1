export { makeAccessReport } from './access-report';
export type { AccessReportRequest, AccessReportSettings } from './access-report';
export { renderSchema } from './print-schema';
export { CLOSED_TABLES, WALL_TABLES } from './second-wall-tables';
export { startGateway } from './start-gateway';
export type { RunningGateway, StartOptions } from './start-gateway';
export { renderSubgraph } from './subgraphs/render-subgraph';
export { schemaForReading } from './unified-schema';
