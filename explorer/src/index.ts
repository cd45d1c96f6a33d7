export { buildExplorer, prepareExplorer } from './explorer.ts';
