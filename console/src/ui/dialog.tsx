import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import './dialog.css';

/** A dialog that holds the focus, closes on Escape and gives the focus back to where it came from. */
export function ModalDialog(props: {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
  /** A press beside it does not close it: somebody is on the line. @default false */
  readonly stays?: boolean;
}) {
  return (
    <ModalOverlay
      className="overlay"
      isOpen={props.open}
      onOpenChange={(open) => (open ? undefined : props.onClose())}
      isDismissable={props.stays !== true}
    >
      <Modal className="modal" data-wide={props.wide === true}>
        <Dialog className="dialog">
          <Heading slot="title" level={2}>
            {props.title}
          </Heading>
          {props.children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
