export { MasterKeyError, masterKey, parseMasterKey } from './master-key.js';
export {
  PersonVault,
  type PersonalData,
  personalDataSchema,
  type PersonId,
} from './person-vault.js';
export { vaultMigrations } from './vault.migration.js';
