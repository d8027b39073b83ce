/** Package boundaries of the design: a driver behind one package, a domain that knows none, services that know nothing of each other. */
const drivers = (names) => `^node_modules/(${names.join('|')})/`
const OWNERS = [
  {
    name: 'event-store-client',
    drivers: ['@eventstore/db-client'],
    may: '^packages/(event-sourcing|event-store-embedded)/|^test/',
  },
  {
    name: 'nats-client',
    drivers: ['nats'],
    may: '^packages/(messaging|service)/|^infra/local/|^services/gateway/|^test/',
  },
  {
    name: 'postgres-client',
    drivers: ['postgres', 'drizzle-orm'],
    may: '^packages/(projections|read-models|messaging|service|event-sourcing/test)/|^services/[^/]+/src/(views|sweeps)|^services/gateway/|^infra/local/|^test/|^packages/[^/]+/test/|^services/[^/]+/test/',
  },
  {
    name: 'storage-engine',
    drivers: ['classic-level', 'lmdb', '@grpc/grpc-js'],
    may: '^packages/event-store-embedded/',
  },
  {
    name: 'graphql-server',
    drivers: ['graphql', 'graphql-yoga', '@graphql-yoga/[^/]+', '@pothos/[^/]+', 'dataloader'],
    may: '^services/gateway/|^test/bench/',
  },
]

module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'A domain file imports only its own folder, contracts and the decider.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/domain/' },
      to: { pathNot: '^services/$1/src/domain/|^packages/(contracts|decider)/' },
    },
    {
      name: 'flows-are-pure',
      comment: 'A flow is a pure function: contracts and the decider only.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/flows/' },
      to: { pathNot: '^services/$1/src/flows/|^packages/(contracts|decider)/' },
    },
    {
      name: 'services-know-nothing-of-each-other',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'packages-do-not-know-services',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(services|infra|test)/', pathNot: '^infra/local/' },
    },
    {
      name: 'only-tests-start-a-stack',
      comment: 'Packages and services use the local stack in their tests, never in their source.',
      severity: 'error',
      from: { path: '^(packages|services)/[^/]+/src/' },
      to: { path: '^infra/' },
    },
    {
      name: 'packages-through-their-index',
      comment: "Another package's inside is not an API.",
      severity: 'error',
      from: { path: '^(packages|services|infra)/([^/]+)/' },
      to: {
        path: '^packages/([^/]+)/src/',
        pathNot: ['^$1/$2/', '^packages/[^/]+/src/(index|testing)\\.ts$'],
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...OWNERS.map(({ name, drivers: names, may }) => ({
      name: `${name}-behind-its-package`,
      severity: 'error',
      from: { pathNot: may },
      to: { path: drivers(names) },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.turbo|\\.takt|\\.test-results)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.js', '.cjs', '.json'],
    },
  },
}
