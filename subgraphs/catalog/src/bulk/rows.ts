export { rowsOf } from '@marketgraph/db';
