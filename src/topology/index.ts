export { renderSchema } from './print-schema';
export { startGateway } from './start-gateway';
export type { RunningGateway, StartOptions } from './start-gateway';
export { schemaForReading } from './unified-schema';
