import {
  type ApiKeyRow,
  ApiKeys,
  drawKeyText,
  isGrant,
  TENANT_BY_DEFAULT,
} from '@trueque/identity';
import { Command, InvalidArgumentError } from 'commander';
import type { DataSource } from 'typeorm';
import { CommandFailure, EXIT } from '../exit.js';
import { withStore } from '../store/with-store.js';
import { note, printDocument, printText } from '../terminal/print.js';
import { textTable } from '../terminal/text-table.js';

interface KeyOptions {
  readonly tenant: string;
  readonly json?: true;
}

interface IssueOptions extends KeyOptions {
  readonly name: string;
  readonly grant: readonly string[];
  readonly expires?: Date;
}

/** `trueque keys`: who may use the API, for whoever may open its database. */
export const keysCommand = (): Command =>
  new Command('keys')
    .description('issue, list and revoke API keys, straight in the database')
    .addCommand(
      ofTenant('issue', 'issues a key and tells it once')
        .requiredOption('--name <text>', 'what people call it')
        .requiredOption('--grant <grant...>', GRANTS, readGrant)
        .option('--expires <instant>', 'from then on it is not accepted (RFC 3339)', readInstant)
        .action(issue),
    )
    .addCommand(ofTenant('list', 'keys of a tenant, revoked ones too').action(list))
    .addCommand(
      ofTenant('revoke', 'ends a key within five seconds').argument('<keyId>').action(revoke),
    )
    .addCommand(
      new Command('draw')
        .description('draws a key for TRUEQUE_OPERATOR_KEY, and keeps nothing')
        .exitOverride()
        .action(() => printText(`${drawKeyText()}\n`)),
    )
    .addHelpText('after', EXAMPLE);

const GRANTS =
  'operator, auditor, auditor:MARKET, network-operator:MARKET, manager:MARKET/COMMUNITY, peer:MARKET/PEER';

const EXAMPLE = `
Example:
  trueque keys issue --name "Ana's roof" --grant peer:harbour/P3 --expires 2027-01-01T00:00:00Z`;

const ofTenant = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .option('--tenant <id>', 'who runs the markets', TENANT_BY_DEFAULT)
    .option('--json', 'print one JSON document')
    .exitOverride();

const readGrant = (text: string, before: readonly string[] = []): readonly string[] => {
  if (isGrant(text)) return [...before, text];
  throw new InvalidArgumentError(`it must be one of ${GRANTS}.`);
};

const readInstant = (text: string): Date => {
  const instant = new Date(text);
  if (!Number.isNaN(instant.getTime())) return instant;
  throw new InvalidArgumentError('it must be an instant such as 2027-01-01T00:00:00Z.');
};

const issue = ({ expires, grant, json, name, tenant }: IssueOptions): Promise<void> =>
  withKeys(async (keys) => {
    const wish = { tenant, name, grants: grant, createdBy: 'trueque keys', expiresAt: expires };
    const { key, row } = await keys.issue(wish);
    if (json) return printDocument({ keyId: row.id, key });
    printText(`${key}\n`);
    note('this is told once: keep it where secrets are kept');
  });

const list = ({ json, tenant }: KeyOptions): Promise<void> =>
  withKeys(async (keys) => {
    const rows = await keys.page(tenant, '', ROWS_MAX);
    if (json) return printDocument({ keys: rows.map(shown) });
    if (rows.length === 0) return note(`tenant ${tenant} has no keys`);
    printText(
      textTable<ApiKeyRow>(
        [
          { title: 'key', cell: ({ id }) => id },
          { title: 'name', cell: ({ name }) => name },
          { title: 'may', cell: ({ grants }) => grants.join(' ') },
          { title: 'created', cell: ({ createdAt }) => createdAt.toISOString() },
          { title: 'expires', cell: ({ expiresAt }) => expiresAt?.toISOString() ?? '' },
          { title: 'revoked', cell: ({ revokedAt }) => revokedAt?.toISOString() ?? '' },
        ],
        rows,
      ),
    );
  });

const ROWS_MAX = 10_000;

const revoke = (keyId: string, { json, tenant }: KeyOptions): Promise<void> =>
  withKeys(async (keys) => {
    if ((await keys.ofTenant(tenant, keyId)) === null)
      throw new CommandFailure(EXIT.answerIsNo, `tenant ${tenant} has no key ${keyId}`);
    await keys.revoke(tenant, keyId);
    if (json) printDocument({ revoked: keyId });
    else note(`revoked ${keyId}`);
  });

const shown = ({ digest: _, ...row }: ApiKeyRow) => row;

const withKeys = (use: (keys: ApiKeys) => Promise<void>): Promise<void> =>
  withStore((_, dataSource: DataSource) =>
    use(new ApiKeys(dataSource, { nowMs: () => Date.now() })),
  );
