export { MasterKeyError, masterKey, parseMasterKey } from './master-key.js';
export {
  PersonVault,
  type PersonalData,
  personalDataSchema,
  sealedPersons,
  type PersonId,
} from './person-vault.js';
export { vaultMigrations } from './vault.migration.js';
export { rotateMasterKey, type SealedTable } from './rotation.js';
export { SealedSecrets } from './sealed-secrets.js';
