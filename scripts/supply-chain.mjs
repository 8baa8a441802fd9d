/**
 * What the product is made of, from package-lock.json: a bill of materials in CycloneDX, by npm itself,
 * and the licences that come with it. What names no licence, or one that nobody looked at, is told.
 */
import { execFileSync } from 'node:child_process';
import { root } from './sources.mjs';

/** They ask for a notice and nothing else, so the product may be given on under its own licence. */
const accepted = new Set(['MIT', 'Apache-2.0', 'ISC', 'BSD-3-Clause', 'BSD-2-Clause', '0BSD']);

/** Looked at one by one: what their packages say elsewhere than in their manifest. */
const known = { pako: 'MIT AND Zlib', 'png-js': 'MIT', 'fast-sha256': 'Unlicense' };

/** As npm tells it, without what differs from one run or one npm to the next. */
export const billOfMaterials = () => {
  const text = execFileSync(
    'npm',
    ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--omit', 'dev'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const { components, dependencies, metadata, ...bill } = JSON.parse(text);
  const { serialNumber: _, ...rest } = bill;
  const component = { ...essential(metadata.component), name: 'trueque', type: 'application' };
  return {
    ...rest,
    metadata: { component },
    components: sorted(components),
    dependencies: dependencies
      .map(({ dependsOn = [], ref }) => ({ ref, dependsOn: dependsOn.toSorted() }))
      .toSorted((a, b) => (a.ref < b.ref ? -1 : 1)),
  };
};

/** What every npm tells alike. */
const essential = (component) => {
  const { hashes, licenses, name, purl, scope, type, version } = component;
  return { 'bom-ref': component['bom-ref'], type, name, version, scope, purl, licenses, hashes };
};

const sorted = (components) =>
  components.map(essential).toSorted((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));

const licenceOf = ({ licenses = [], name }) =>
  known[name] ??
  licenses.map(({ expression, license }) => expression ?? license?.id ?? license?.name).join(', ');

const isAccepted = (component) => component.name in known || accepted.has(licenceOf(component));

/** Packages under a licence that nobody accepted. */
export const unacceptedLicences = ({ components }) =>
  components
    .filter((component) => !isAccepted(component))
    .map((component) => `${component['bom-ref']}: ${licenceOf(component) || 'no licence'}`);

/** The list for people: every licence with the packages under it. */
export const licenceList = ({ components }) => {
  const licences = [...new Set(components.map(licenceOf))];
  const under = (licence) => components.filter((component) => licenceOf(component) === licence);
  const sections = licences
    .map((licence) => [licence, under(licence)])
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([licence, its]) => {
      const names = [...new Set(its.map(({ name, version }) => `\`${name}\` ${version}`))];
      return `## ${licence}\n\n${names.map((name) => `- ${name}`).join('\n')}\n`;
    });
  return `# Licences\n\nWhat comes with the product, from \`package-lock.json\` by \`npm run generate\`; \`docs/sbom.cdx.json\` has it with versions,\ndigests and what needs what. Tools that only develop it are not among them.\n\n${sections.join('\n')}`;
};
