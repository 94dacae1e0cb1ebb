import type { MappingContent, MappingTarget, TriedSample } from '../../api/contract-intake.ts';
import { mappingWords as words } from '../../messages/mappings.ts';
import { Button } from '../../ui/button.tsx';
import { Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { changed, type EditorRow, newRule, recognising, rowsOf, without, withRule } from './edit-content.ts';
import { RuleNumbers, RuleReading } from './rule-options.tsx';

interface Props {
  readonly content: MappingContent;
  readonly targets: readonly MappingTarget[];
  readonly samples: readonly TriedSample[];
  readonly onChange: (content: MappingContent) => void;
}

/** Field by field: what the sender calls it, what it looks like, and where it goes. */
export function RulesTable(props: Props) {
  const { t } = useSpeech();
  const heads = [
    words.colField,
    words.colTarget,
    words.colNumbers,
    words.colValues,
    words.colRecognised,
    words.colActs,
  ];
  return (
    <section className="panel stack" aria-labelledby="rules">
      <h2 id="rules">{t(words.rules)}</h2>
      <p>{t(words.rulesHow)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
      <section className="scroll" tabIndex={0} aria-label={t(words.rules)}>
        <table className="table mapping-rules">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head.en} scope="col">
                  {t(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rowsOf(props.content, props.samples).map((row) => (
              <Row key={row.key} row={row} {...props} />
            ))}
          </tbody>
        </table>
      </section>
      <div className="row">
        <Button onPress={() => props.onChange(withRule(props.content, newRule(null, 'platform')))}>
          {t(words.addConstant)}
        </Button>
      </div>
    </section>
  );
}

function Row({ row, content, targets, onChange }: Props & { readonly row: EditorRow }) {
  const { t } = useSpeech();
  const { field } = row;
  const rule = row.rule === null ? null : (content.rules[row.rule] ?? null);
  const target = targets.find(({ code }) => code === rule?.to) ?? null;
  const name = field ?? t(words.constant);
  const change = (fields: Parameters<typeof changed>[2]): void =>
    row.rule === null ? undefined : onChange(changed(content, row.rule, fields));
  return (
    <tr>
      <th scope="row">
        {field === null ? t(words.constant) : <Received value={field} mono />}
        {row.examples.map((example) => (
          <div key={example} className="meta muted">
            <Received value={example} />
          </div>
        ))}
        {field === null && rule !== null ? (
          <input
            type="text"
            className="select"
            aria-label={t(words.constant)}
            value={rule.constant ?? ''}
            maxLength={300}
            onChange={(event) => change({ constant: event.target.value })}
          />
        ) : null}
      </th>
      <td>
        <TargetSelect
          label={t(words.targetOf, { field: name })}
          value={rule?.to ?? ''}
          targets={targets}
          isEmptyOffered={field !== null}
          onChange={(to) => {
            if (row.rule === null) onChange(to === '' ? content : withRule(content, newRule(field, to)));
            else onChange(to === '' ? without(content, row.rule) : changed(content, row.rule, { to }));
          }}
        />
      </td>
      <td>
        {rule === null ? null : <RuleNumbers rule={rule} of={target?.of ?? 'report'} name={name} onChange={change} />}
      </td>
      <td>
        {rule === null ? null : (
          <RuleReading rule={rule} isTime={target?.reads === 'time'} name={name} onChange={change} />
        )}
      </td>
      <td>
        {field === null ? null : (
          <span className="choice">
            <input
              type="checkbox"
              aria-label={t(words.recognisedBy, { field })}
              checked={content.recognises.includes(field)}
              onChange={(event) => onChange(recognising(content, field, event.target.checked))}
            />
          </span>
        )}
      </td>
      <td>
        <span className="row">
          {field === null || rule === null ? null : (
            <Button
              label={t(words.addTargetOf, { field })}
              onPress={() => onChange(withRule(content, newRule(field, 'narrative')))}
            >
              {t(words.addTarget)}
            </Button>
          )}
          {row.rule === null ? null : (
            <Button
              label={t(words.removeRuleOf, { field: name })}
              onPress={() => onChange(without(content, row.rule ?? -1))}
            >
              {t(words.removeRule)}
            </Button>
          )}
        </span>
      </td>
    </tr>
  );
}

function TargetSelect(props: {
  readonly label: string;
  readonly value: string;
  readonly targets: readonly MappingTarget[];
  readonly isEmptyOffered: boolean;
  readonly onChange: (code: string) => void;
}) {
  const { t, say } = useSpeech();
  return (
    <select
      className="select"
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    >
      {props.isEmptyOffered ? <option value="">{t(words.unmapped)}</option> : null}
      {props.targets.map(({ code, words: name }) => (
        <option key={code} value={code}>
          {say(name)}
        </option>
      ))}
    </select>
  );
}
