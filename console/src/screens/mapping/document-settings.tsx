import { useId } from 'react';
import type { MappingContent } from '../../api/contract-intake.ts';
import { mappingWords as words } from '../../messages/mappings.ts';
import { useSpeech } from '../../ui/language.tsx';

const SEPARATORS = [',', ';', '|'] as const;

/** Where the reports are in the document, and how its times are meant. */
export function DocumentSettings(props: {
  readonly content: MappingContent;
  readonly onChange: (content: MappingContent) => void;
}) {
  const { t } = useSpeech();
  const id = useId();
  const { content, onChange } = props;
  return (
    <section className="panel stack" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t(words.document)}</h2>
      <div className="row mapping-fields">
        {content.kind === 'csv' ? (
          <div className="field">
            <label htmlFor={`${id}-delimiter`}>{t(words.delimiter)}</label>
            <select
              id={`${id}-delimiter`}
              value={content.delimiter ?? ''}
              onChange={(event) => onChange({ ...content, delimiter: event.target.value || null })}
            >
              <option value="">{t(words.delimiterAuto)}</option>
              {SEPARATORS.map((sign) => (
                <option key={sign}>{sign}</option>
              ))}
              <option value={'\t'}>{t(words.tabulator)}</option>
            </select>
          </div>
        ) : (
          <div className="field">
            <label htmlFor={`${id}-record`}>{t(words.record)}</label>
            <input
              id={`${id}-record`}
              type="text"
              className="mono"
              value={content.record}
              maxLength={300}
              autoComplete="off"
              aria-describedby={`${id}-record-how`}
              onChange={(event) => onChange({ ...content, record: event.target.value })}
            />
            <span id={`${id}-record-how`} className="meta muted">
              {t(content.kind === 'json' ? words.recordJson : words.recordXml)}
            </span>
          </div>
        )}
        <div className="field">
          <label htmlFor={`${id}-zone`}>{t(words.zone)}</label>
          <input
            id={`${id}-zone`}
            type="text"
            className="mono"
            value={content.zone}
            maxLength={60}
            autoComplete="off"
            aria-describedby={`${id}-zone-how`}
            onChange={(event) => onChange({ ...content, zone: event.target.value })}
          />
          <span id={`${id}-zone-how`} className="meta muted">
            {t(words.zoneHow)}
          </span>
        </div>
      </div>
    </section>
  );
}
