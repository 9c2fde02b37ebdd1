export { Agenda } from './agenda';
export { CollaborationResolver } from './collaboration.resolver';
