import { Component, type ReactNode } from 'react';
import { shellWords } from '../messages/shell.ts';
import { useSpeech } from '../ui/language.tsx';
import { Failure } from '../ui/states.tsx';

interface Props {
  readonly children: ReactNode;
}

/** Catches a defect of a screen, so that the rest of the page and the drafts stay. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Crash onRetry={() => this.setState({ failed: false })} /> : this.props.children;
  }
}

/** What a crashed screen says. */
export function Crash({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useSpeech();
  return (
    <Failure title={t(shellWords.crashTitle)} kept={t(shellWords.crashKept)} code="console-defect" onRetry={onRetry} />
  );
}
