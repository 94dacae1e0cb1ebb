import type { ReportFile } from '../../api/contract.ts';
import { reportWords as words } from '../../messages/report.ts';
import { Chip, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { fieldId } from './field-id.ts';

/** Files as facts: name, size, digest, whether the provider viewed them. Never the file itself, nor a link to it. */
export function Files({ files }: { readonly files: readonly ReportFile[] }) {
  const { t, bytes } = useSpeech();
  const seen = (viewed: boolean | null): string => t(viewed === null ? words.notStated : viewed ? words.yes : words.no);
  return (
    <section className="panel stack" aria-labelledby="files">
      <h2 id="files">{t(words.files)}</h2>
      <p className="meta muted" id={fieldId('files')} tabIndex={-1}>
        {t(files.length === 0 ? words.noFiles : words.filesHow)}
      </p>
      {files.length === 0 ? null : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t(words.fileName)}</th>
              <th scope="col" className="end">
                {t(words.fileSize)}
              </th>
              <th scope="col">{t(words.fileHash)}</th>
              <th scope="col">{t(words.fileSeen)}</th>
              <th scope="col">{t(words.fileStanding)}</th>
            </tr>
          </thead>
          <tbody>
            {files.map((file) => (
              <tr key={file.fileId}>
                <th scope="row">
                  {file.originalName === null ? t(words.notStated) : <Received value={file.originalName} />}
                </th>
                <td className="end">{file.sizeBytes === null ? t(words.notReceived) : bytes(file.sizeBytes)}</td>
                <td className="mono">{file.sha256 === null ? '' : file.sha256.slice(0, 16)}</td>
                <td>{file.relation === 'tip-pdf' ? '' : seen(file.viewedByEsp)}</td>
                <td>
                  {file.relation === null ? (
                    t(words.fileAnnounced)
                  ) : (
                    <Chip>{t(file.relation === 'tip-pdf' ? words.fileTipPdf : words.fileUnannounced)}</Chip>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
