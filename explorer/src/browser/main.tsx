import './workers.ts';
import 'graphiql/style.css';
import './explorer.css';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { createExplorerFetcher } from './fetcher.ts';
import { examplesPlugin } from './examples.tsx';
import { signInPlugin } from './sign-in.tsx';

const START = `# Welcome to Marketgraph.
#
# Left: documentation, history, sign-in and ready-made operations.
# Run this one with Ctrl-Enter (Cmd-Enter on a Mac).

query Welcome {
  products(first: 5) {
    nodes {
      title
      vendor { name }
      priceRange { min { formatted } }
    }
  }
}
`;

const root = document.getElementById('explorer');
if (root === null) throw new Error('the page has no element for the explorer');
createRoot(root).render(
  <GraphiQL
    fetcher={createExplorerFetcher('/graphql')}
    defaultQuery={START}
    plugins={[HISTORY_PLUGIN, signInPlugin, examplesPlugin]}
    shouldPersistHeaders={false}
  >
    <GraphiQL.Logo>Marketgraph</GraphiQL.Logo>
  </GraphiQL>,
);
