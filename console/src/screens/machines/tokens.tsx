import { useState } from 'react';
import type { Token } from '../../api/contract-access.ts';
import { machineWords as words } from '../../messages/machines.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Empty } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import type { Told } from '../../ui/told.tsx';
import { type Revocable, RevokeDialog } from './revoke-dialog.tsx';

/** Bearer tokens of the API, with their scopes and last use. */
export function Tokens({
  tokens,
  onTold,
}: {
  readonly tokens: readonly Token[];
  readonly onTold: (told: Told) => void;
}) {
  const { t } = useSpeech();
  const [revocable, setRevocable] = useState<Revocable | null>(null);
  return (
    <section className="panel scroll">
      <h2>{t(words.tokens)}</h2>
      {tokens.length === 0 ? (
        <Empty title={t(words.noTokens)} />
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t(words.colName)}</th>
              <th scope="col">{t(words.colScope)}</th>
              <th scope="col">{t(words.colUsed)}</th>
              <th scope="col">{t(words.colState)}</th>
              <th scope="col">{t(words.colActs)}</th>
            </tr>
          </thead>
          <tbody>
            {tokens.map(({ id, name, scopes, lastUsedAt, revokedAt }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td>{scopes.join(', ')}</td>
                <td>{lastUsedAt === null ? t(words.never) : <Instant at={lastUsedAt} short />}</td>
                <td>
                  {revokedAt === null ? (
                    t(words.live)
                  ) : (
                    <>
                      {t(words.revokedAt)} <Instant at={revokedAt} short />
                    </>
                  )}
                </td>
                <td>
                  {revokedAt === null ? (
                    <Button
                      label={t(words.revokeOf, { name })}
                      onPress={() => setRevocable({ what: 'tokens', id, name })}
                    >
                      {t(words.revoke)}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <RevokeDialog revocable={revocable} onClose={() => setRevocable(null)} onTold={onTold} />
    </section>
  );
}
