import { Button } from './button.tsx';
import { ModalDialog } from './dialog.tsx';
import { keyLabel } from './keyboard.ts';
import { useSpeech } from './language.tsx';
import { useKeyRegions } from './use-key-region.ts';
import { useUiWords } from './words.tsx';

/** The keys of this screen, region by region. */
export function KeySheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useSpeech();
  const words = useUiWords();
  const regions = useKeyRegions();
  return (
    <ModalDialog title={t(words.keys)} open={open} onClose={onClose} wide>
      <div className="key-columns">
        {regions.map((region) => (
          <table key={region.name.en} className="key-table">
            <caption>{t(region.name)}</caption>
            <thead className="hidden">
              <tr>
                <th scope="col">{t(words.keyColumn)}</th>
                <th scope="col">{t(words.actColumn)}</th>
              </tr>
            </thead>
            <tbody>
              {region.table.map((binding) => (
                <tr key={binding.id}>
                  <th scope="row">
                    <span className="row">
                      {binding.keys.map((key) => (
                        <kbd key={key}>{keyLabel(key)}</kbd>
                      ))}
                    </span>
                  </th>
                  <td>{t(binding.words)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
      <div className="row">
        <Button onPress={onClose}>{t(words.close)}</Button>
      </div>
    </ModalDialog>
  );
}
