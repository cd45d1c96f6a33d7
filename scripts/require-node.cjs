'use strict';
// Plain JavaScript on purpose: it must run on any Node, so that an old one is told what to do instead of
// failing on syntax it does not know. `npm ci` brings a Node 24 into node_modules/.bin, first in npm scripts' PATH.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    'Marketgraph needs Node 24, this is ' + process.versions.node + '.\n' +
      'Run it through npm (`npm ci && npm start`): `npm ci` installs a Node 24 of its own into node_modules.\n' +
      'If `npm ci` ran without optional dependencies or install scripts, run `npm ci` again with both allowed.',
  );
  process.exit(1);
}
