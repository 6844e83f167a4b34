// OpenClaw looks for this file by name (`dist/doctor-contract-api.js`) and reads these rules from it before, and
// without, loading the plugin; the manifest announces them as `doctorContract.configRepair`.
export { legacyConfigRules } from './src/config/legacy-rules.ts';
