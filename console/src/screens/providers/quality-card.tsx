import { type Provider, type QualityFigure, useQualityCard } from '../../api/providers.ts';
import { providerWords as words } from '../../messages/providers.ts';
import { Chip } from '../../ui/chip.tsx';
import { type Speech, useSpeech } from '../../ui/language.tsx';
import { QueryPanel } from '../../ui/query-panel.tsx';

/** The quality card of one provider, line by line. */
export function QualityCardPanel({ provider }: { readonly provider: Provider }) {
  const speech = useSpeech();
  const { t, say } = speech;
  const card = useQualityCard(provider.code);
  return (
    <QueryPanel query={card} code="quality-card" title={t(words.cardOf, { name: provider.name })}>
      {({ period, quality, lines }) => (
        <>
          <p>{t(words.counted, { n: quality.notices, from: period.from.slice(0, 10), to: period.to.slice(0, 10) })}</p>
          {quality.notices === 0 ? null : (
            <div className="scroll">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t(words.colFigure)}</th>
                    <th scope="col">{t(words.colNow)}</th>
                    <th scope="col">{t(words.colMeans)}</th>
                  </tr>
                </thead>
                <tbody>
                  {lines.map((line) => (
                    <tr key={line.code}>
                      <th scope="row">
                        {say(line.name)} {line.canImprove ? <Chip tone="hold">{t(words.mend)}</Chip> : null}
                      </th>
                      <td>{figureIn(speech, line.figure)}</td>
                      <td>
                        {say(line.means)}
                        {line.canImprove ? ` ${say(line.better)}` : ''}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
    </QueryPanel>
  );
}

function figureIn({ t }: Speech, figure: QualityFigure): string {
  if (figure.kind === 'share') {
    const { count, of } = figure;
    return of === 0 ? '–' : t(words.share, { count, of, percent: Math.round((100 * count) / of) });
  }
  if (figure.value === null) return '–';
  if (figure.kind === 'percent') return t(words.percent, { percent: Math.round(figure.value) });
  const minutes = Math.round(figure.value);
  return t(words.hours, { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
