/**
 * The suites on the real Apps-Engine and the real gateway that `npm test` runs: the whole way of a message, every door,
 * rights, cards, commands and forgeries, in a few minutes. The others are in `npm run test:all`.
 */
export const QUICK = {
  workspace: [
    'test/testbed/workspace/{app-api,client,events,journal,outgoing,posting,process,storage,webhooks}.test.ts',
    'test/app/{commands,encrypted,hints,interactions,last-wording,messages,reading,silence,slash,whole-message}.test.ts',
    'test/package/{app-zip,licences,plugin-inspector}.test.ts',
  ],
  flow: [
    'test/flow/{approvals,egress-proof,events-table,last-wording,one-message,order,signs,whose-words}.test.ts',
    'test/attack/{app,compromised-gateway,door,sockets,waiting}.test.ts',
  ],
};
