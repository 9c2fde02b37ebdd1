export { isLawfulMove, movesFrom, type Move, type Region } from './move';
export { PROCEEDINGS, type ProceedingsState } from './proceedings';
export { renderProcess } from './process-document';
export { TENANCY, type TenancyState } from './tenancy';
