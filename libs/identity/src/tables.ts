import { ApiKeyRow } from './keys/api-key.row.js';
import { ApiKeys1795800000000 } from './keys/api-keys.migration.js';

export const identityEntities = [ApiKeyRow];
export const identityMigrations = [ApiKeys1795800000000];
