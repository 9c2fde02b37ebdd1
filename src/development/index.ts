export { introduce } from './introduce';
export { startDevelopment } from './start-development';
