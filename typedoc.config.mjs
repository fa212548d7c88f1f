import { entries } from './scripts/entries.mjs'

// Types that only help TypeScript to infer others, plain aliases, and the insides of an evaluation: no user names them.
const helpers = [
  'ActivityKey',
  'ArgumentFor',
  'Binary',
  'Binding',
  'Extra',
  'Flat',
  'AnyOutputs',
  'DeclaredOutputs',
  'DerivedOutputs',
  'GivenFor',
  'Grouped',
  'IsOptional',
  'LeafNode',
  'Needs',
  'NoOther',
  'Over',
  'RequiredNames',
  'Scope',
  'Shapes',
  'Symbols',
  'Tables',
  'Text',
  'Unary',
  'Widened',
]

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'citymrv',
  entryPoints: entries().map(({ source }) => source),
  out: 'docs/reference',
  readme: 'none',
  excludeInternal: true,
  githubPages: false,
  disableSources: true,
  intentionallyNotExported: helpers,
  treatWarningsAsErrors: true,
}
