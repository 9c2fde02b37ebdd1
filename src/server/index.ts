export type { DrainTimes } from './connections';
export type { RequestRecord, ServerContext } from './context';
export {
  createLifecycle,
  type Lifecycle,
  type LifecycleOptions,
  type StoppableProcess,
} from './drain';
export { frontKey, type EngineParts } from './engine';
export { renderErrorCodes } from './error-codes-document';
export type { CreateContext } from './execute';
export type { ReadinessCheck } from './health';
export { ListenError, type Address } from './http';
export type { OperationLimits } from './limits';
export { createLogger, type Logger, type LoggerOptions } from './logging';
export type { ExecutionRequest, GraphQLExecutor } from './safe-executor';
export { createServer, type GatewayServer, type ServerParts } from './server';
export type { TakeRequest } from './limit-rate';
