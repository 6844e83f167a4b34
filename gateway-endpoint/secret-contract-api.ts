import { createSimpleChannelSecretContract } from 'openclaw/plugin-sdk/channel-secret-basic-runtime';

// OpenClaw looks for this file by name (`dist/secret-contract-api.js`): without it, references to secrets are never
// resolved and an account sees the reference instead of the secret.
const contract = createSimpleChannelSecretContract({
  channelKey: 'rocketchat',
  label: 'Rocket.Chat',
  accountFields: ['sharedSecret', 'previousSharedSecret'],
  channelFields: ['sharedSecret', 'previousSharedSecret'],
  mode: 'account-inheritance',
});

export const secretTargetRegistryEntries = contract.secretTargetRegistryEntries;
export const collectRuntimeConfigAssignments = contract.collectRuntimeConfigAssignments;
