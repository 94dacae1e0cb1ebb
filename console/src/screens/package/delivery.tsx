import type { Delivery } from '../../api/contract-packages.ts';
import { packageWords as words } from '../../messages/packages.ts';
import { Fact } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';

/** Whether it was sent, arrived, and was acknowledged by its recipient. */
export function DeliveryPanel({ delivery }: { readonly delivery: Delivery | null }) {
  const { t } = useSpeech();
  return (
    <section className="panel" aria-labelledby="delivery">
      <h2 id="delivery">{t(words.delivery)}</h2>
      {delivery === null ? (
        <p className="muted">{t(words.noDelivery)}</p>
      ) : (
        <dl className="facts">
          <Fact name={t(words.sentAt)}>
            <Instant at={delivery.sentAt} />
          </Fact>
          <Fact name={t(words.deliveredAt)}>
            <At at={delivery.deliveredAt} otherwise={t(words.notDelivered)} />
          </Fact>
          <Fact name={t(words.acknowledgedAt)}>
            <At at={delivery.acknowledgedAt} otherwise={t(words.notAcknowledged)} />
          </Fact>
        </dl>
      )}
    </section>
  );
}

function At({ at, otherwise }: { readonly at: string | null; readonly otherwise: string }) {
  return at === null ? <span className="muted">{otherwise}</span> : <Instant at={at} />;
}
