import { openProviderIndex, type ProviderIndex } from '#platform/geo/find-provider.ts';
import { type AddressLocator, createAddressLocator } from '#platform/geo/locate-address.ts';
import { type ExitLists, openExitLists } from '#platform/geo/open-exit-lists.ts';
import { type RoutingReference, readRoutingReference } from './read-directory.ts';

/** Everything a routing stage asks about places, opened once per process. */
export interface PlaceFinder {
  readonly locator: AddressLocator;
  /** Opened at the first question (about 10 MB). */
  providers(): Promise<ProviderIndex>;
  /** The operator's lists of exits and hosting ranges. */
  exits(): Promise<ExitLists>;
  readonly reference: RoutingReference;
}

/** Reads the place lists and prepares the databases; `operatorFolder` is `<data>/operator` or null. */
export async function openPlaceFinder(options: { readonly operatorFolder: string | null }): Promise<PlaceFinder> {
  const reference = await readRoutingReference();
  let providers: Promise<ProviderIndex> | null = null;
  let exits: Promise<ExitLists> | null = null;
  return {
    reference,
    locator: createAddressLocator(options),
    providers: () => {
      providers ??= openProviderIndex();
      return providers;
    },
    exits: () => {
      exits ??= openExitLists(options.operatorFolder);
      return exits;
    },
  };
}
