import type { Delivery } from '../../api/contract-packages.ts';
import { packageStates, wordsOf } from '../../messages/codes.ts';
import { packageWords as words } from '../../messages/packages.ts';
import { Fact, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';

/** Whether it arrived, and who says so. */
export function DeliveryPanel({ delivery }: { readonly delivery: Delivery | null }) {
  const { t } = useSpeech();
  return (
    <section className="panel" aria-labelledby="delivery">
      <h2 id="delivery">{t(words.delivery)}</h2>
      {delivery === null ? <p className="muted">{t(words.noDelivery)}</p> : <DeliveryFacts delivery={delivery} />}
    </section>
  );
}

function DeliveryFacts({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useSpeech();
  const receipt = delivery.acknowledgement;
  return (
    <dl className="facts">
      <Fact name={t(words.channel)}>
        {delivery.channel}, {t(wordsOf(packageStates, delivery.state))}, {t(words.attempts, { n: delivery.attempts })}
      </Fact>
      {delivery.sentAt === null ? null : (
        <Fact name={t(words.sentAt)}>
          <Instant at={delivery.sentAt} />
        </Fact>
      )}
      {delivery.deliveredAt === null ? null : (
        <Fact name={t(words.deliveredAt)}>
          <Instant at={delivery.deliveredAt} />
        </Fact>
      )}
      <Fact name={receipt === null ? t(words.notAcknowledged) : t(words.acknowledged, { by: receipt.by })}>
        {receipt === null ? (
          ''
        ) : (
          <>
            <Instant at={receipt.at} /> <Received value={receipt.bagHash.slice(0, 16)} mono />
          </>
        )}
      </Fact>
      {delivery.lastError === null ? null : (
        <Fact name="">
          <span className="fault">{delivery.lastError}</span>
        </Fact>
      )}
    </dl>
  );
}
