import type { Package, PackageItem } from '../../api/contract-packages.ts';
import { packageWords as words } from '../../messages/packages.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';
import { ItemForm } from './item-form.tsx';

/** The seven items, each present, not applicable or pending; undecided ones keep the package from leaving. */
export function Items(props: {
  readonly pkg: Package;
  readonly open: number | null;
  readonly onOpen: (item: number | null) => void;
}) {
  const { t } = useSpeech();
  const { pkg } = props;
  const ready = pkg.items.filter(isDecided).length;
  return (
    <section className="panel" aria-labelledby="items">
      <div className="spread">
        <h2 id="items">{t(words.items)}</h2>
        <span role="status">{t(words.ready, { n: ready })}</span>
      </div>
      <ol className="plain">
        {pkg.items.map((item) => (
          <li key={item.item} className="item">
            <ItemLine
              item={item}
              open={props.open === item.item}
              onToggle={() => props.onOpen(props.open === item.item ? null : item.item)}
            />
            {props.open === item.item ? <ItemForm pkg={pkg} item={item} onDone={() => props.onOpen(null)} /> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Pending is a decision only with its reason. */
export function isDecided(item: PackageItem): boolean {
  return item.state === 'present' || (item.reason ?? '') !== '';
}

function ItemLine({
  item,
  open,
  onToggle,
}: {
  readonly item: PackageItem;
  readonly open: boolean;
  readonly onToggle: () => void;
}) {
  const { t, say } = useSpeech();
  const state =
    item.state === 'present' ? words.present : item.state === 'not-applicable' ? words.notApplicable : words.pending;
  return (
    <div className="item-line">
      <Button variant="quiet" onPress={onToggle} keyHint={String(item.item)} expanded={open}>
        {say(item.words)}
      </Button>
      <span className="row">
        <Chip tone={isDecided(item) ? (item.state === 'pending' ? 'hold' : 'done') : 'hold'}>
          {isDecided(item) ? t(state) : t(words.undecided)}
        </Chip>
        {item.dueAt === null ? null : <Instant at={item.dueAt} short />}
      </span>
      {item.reason === null || item.reason === '' ? null : <p className="meta muted item-reason">{item.reason}</p>}
    </div>
  );
}
