export { createExplorer, type Explorer, type ExplorerFile } from './explorer.ts';
