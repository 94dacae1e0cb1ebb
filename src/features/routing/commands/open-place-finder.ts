import { openProviderIndex, type ProviderIndex } from '#platform/geo/find-provider.ts';
import { type AddressLocator, createAddressLocator } from '#platform/geo/locate-address.ts';
import { type RoutingReference, readRoutingReference } from './read-directory.ts';

/** Everything a routing stage asks about places, opened once per process. */
export interface PlaceFinder {
  readonly locator: AddressLocator;
  /** Opened at the first question (about 10 MB). */
  providers(): Promise<ProviderIndex>;
  readonly reference: RoutingReference;
}

/** Reads the place lists and prepares the databases; `operatorFolder` is `<data>/operator` or null. */
export async function openPlaceFinder(options: { readonly operatorFolder: string | null }): Promise<PlaceFinder> {
  const reference = await readRoutingReference();
  let providers: Promise<ProviderIndex> | null = null;
  return {
    reference,
    locator: createAddressLocator(options),
    providers: () => {
      providers ??= openProviderIndex();
      return providers;
    },
  };
}
