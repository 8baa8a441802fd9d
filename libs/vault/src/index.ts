export { MasterKeyError, masterKey, parseMasterKey } from './master-key.js';
export { PersonVault, type PersonalData, personalDataSchema } from './person-vault.js';
export { vaultMigrations } from './vault.migration.js';
