import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { seedFolder } from '@marketgraph/marketplace/demo/seed-folder';
import { measureForm, mustBeSound, type FormResult } from './measure.ts';
import { profileScenario } from './profile.ts';
import { printReport, writeResults } from './report.ts';
import { readBenchSettings, SIZES } from './settings.ts';
import { measureStarts } from './start-times.ts';

const settings = readBenchSettings(process.argv.slice(2));
const { dataDir } = settings;

if (!existsSync(join(dataDir, 'demo.json'))) console.log(`Filling ${dataDir} with ${SIZES.products} products…`);
await seedFolder(dataDir, SIZES);

if (settings.profile === undefined) {
  const forms: FormResult[] = [];
  for (const form of settings.forms) forms.push(await measureForm(form, settings, (line) => console.log(line)));
  await mustBeSound(dataDir);
  const starts = settings.startTimes ? await measureStarts(dataDir) : undefined;
  const { rounds, milliseconds, clients } = settings;
  const results = { at: new Date().toISOString(), settings: { rounds, milliseconds, clients }, forms, starts };
  printReport(results);
  console.log(`\nwritten to ${writeResults(results)}`);
  // A figure from wrong answers is none.
  process.exitCode = forms.some((form) => form.rounds.some(({ failed }) => failed > 0)) ? 1 : 0;
} else {
  await profileScenario(settings.profile, settings);
}
