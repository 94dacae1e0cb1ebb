import { sources } from '../../messages/codes.ts';
import { entryWords as words } from '../../messages/entry.ts';
import { useSpeech } from '../../ui/language.tsx';
import type { Draft } from './entry-draft.ts';
import { Line, Lines, OneOf } from './fields.tsx';

const POLICE: readonly string[] = ['police-ca', 'police-foreign', 'rcmp-division'];

/** The six fields, in the order in which they are asked on the telephone. */
export function SixFields({ form, isReferral }: { readonly form: Draft; readonly isReferral: boolean }) {
  return (
    <div className="entry-columns">
      <div className="stack">
        <Who form={form} isReferral={isReferral} />
        <OneOf
          form={form}
          field="channel"
          label={words.how2}
          choices={[
            ['voice', words.voice],
            ['fax', words.fax],
            ['hand', words.hand],
          ]}
        />
        <OneOf
          form={form}
          field="danger"
          label={words.danger}
          choices={[
            ['yes', words.yes],
            ['no', words.no],
            ['unknown', words.unknown],
          ]}
        />
      </div>
      <div className="stack">
        <Lines form={form} field="words" label={words.said} hint={words.saidHint} rows={7} />
        <Lines form={form} field="identifiers" label={words.identifiers} hint={words.identifiersHint} rows={3} />
        <WhenAndWhere form={form} />
      </div>
    </div>
  );
}

function Who({ form, isReferral }: { readonly form: Draft; readonly isReferral: boolean }) {
  const { t } = useSpeech();
  const offered = Object.entries(sources).filter(([code]) => !isReferral || POLICE.includes(code));
  return (
    <fieldset className="entry-group stack">
      <legend className="entry-number">{t(words.who)}</legend>
      <div className="field">
        <label htmlFor="entry-source">{t(words.source)}</label>
        <select
          id="entry-source"
          value={form.draft.source}
          onChange={(event) => form.change('source', event.target.value)}
        >
          <option value="">{t(words.choose)}</option>
          {offered.map(([code, pair]) => (
            <option key={code} value={code}>
              {t(pair)}
            </option>
          ))}
        </select>
      </div>
      <Line form={form} field="sender" label={words.sender} />
      <Line form={form} field="contact" label={words.contact} />
    </fieldset>
  );
}

function WhenAndWhere({ form }: { readonly form: Draft }) {
  const { t } = useSpeech();
  return (
    <fieldset className="entry-group">
      <legend className="entry-number">{t(words.whenWhere)}</legend>
      <div className="entry-pair">
        <Line form={form} field="when" label={words.when} />
        <Line form={form} field="where" label={words.where} />
      </div>
    </fieldset>
  );
}

/** What a police service's form says beside the six. */
export function ReferralFields({ form }: { readonly form: Draft }) {
  const { t } = useSpeech();
  return (
    <fieldset className="entry-group">
      <legend className="entry-number">{t(words.formLegend)}</legend>
      <div className="entry-form">
        <Line form={form} field="fileNumber" label={words.fileNumber} />
        <Line form={form} field="noticeAt" label={words.noticeAt} type="datetime-local" />
        <Line form={form} field="officer" label={words.officer} />
        <Line form={form} field="unit" label={words.unit} />
        <Line form={form} field="requestType" label={words.requestType} />
        <Line form={form} field="handlingCode" label={words.handlingCode} />
        <Line form={form} field="caveats" label={words.caveats} />
      </div>
    </fieldset>
  );
}
