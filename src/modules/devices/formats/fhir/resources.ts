import { isObject } from '../json-documents.ts';
import type { JsonDocument } from '../json-documents.ts';

/** Is one resource as JSON. */
export type Resource = Readonly<Record<string, unknown>> & { readonly resourceType: string };

/** Is one resource with its place and what its references may mean. */
export interface Placed {
  readonly where: string;
  readonly resource: Resource;
  readonly fullUrl: string | undefined;
  /** The resource that contains it, for references to `#`. */
  readonly container: Resource;
}

/** Tells whether a value is a resource. */
export const isResource = (value: unknown): value is Resource => isObject(value) && typeof value['resourceType'] === 'string';

/** Gives a text, or the empty one. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
/** Gives the objects of a list. */
export const objectsOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] => (Array.isArray(value) ? value.filter(isObject) : []);
/** Gives a part of an object. */
export const partOf = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

/** Finds resources and resolves references: contained, by full address, by type and id. */
export class ResourceSet {
  readonly all: Placed[] = [];
  readonly bundles: Readonly<Record<string, unknown>>[] = [];
  readonly problems: { readonly where: string; readonly code: string; readonly reason: string }[] = [];
  private readonly byUrl = new Map<string, Placed>();
  private readonly byId = new Map<string, Placed>();

  /** Takes a document: a resource or a bundle, with bundles inside of it. */
  take({ where, value }: JsonDocument, fullUrl?: string, depth = 0): void {
    if (!isResource(value)) {
      this.problems.push({ where, code: 'no-resource', reason: 'There is no "resourceType"; a document of FHIR is a resource. Send it as such.' });
      return;
    }
    if (value.resourceType !== 'Bundle') {
      const placed = { where, resource: value, fullUrl, container: value };
      this.all.push(placed);
      if (fullUrl !== undefined) this.byUrl.set(fullUrl, placed);
      const id = textOf(value['id']);
      if (id !== '') this.byId.set(`${value.resourceType}/${id}`, placed);
      // Results stand inside of reports now and then.
      for (const inner of objectsOf(value['contained'])) if (isResource(inner) && inner.resourceType === 'Observation') this.all.push({ where: `${where}, contained ${textOf(inner['id'])}`, resource: inner, fullUrl: undefined, container: value });
      return;
    }
    this.bundles.push(value);
    if (depth > 4) {
      this.problems.push({ where, code: 'too-deep', reason: 'Bundles stand in bundles more than four levels deep; send them flat.' });
      return;
    }
    const entries = Array.isArray(value['entry']) ? value['entry'] : [];
    entries.forEach((entry: unknown, at) => {
      const place = `${where}, entry ${at + 1}`;
      if (isObject(entry) && entry['resource'] === undefined && isObject(entry['request'])) this.problems.push({ where: place, code: 'no-resource', reason: `The entry asks to ${textOf(entry['request']['method']) || 'do something'} and brings no resource; nothing is done.` });
      else this.take({ where: place, value: partOf(entry, 'resource') }, textOf(partOf(entry, 'fullUrl')) || undefined, depth + 1);
    });
  }

  /** Resolves a reference. Shape: undefined where it leads to nothing that was sent. */
  find(reference: unknown, from: Placed): Resource | undefined {
    const written = textOf(partOf(reference, 'reference'));
    if (written.startsWith('#')) return written === '#' ? from.container : objectsOf(from.container['contained']).filter(isResource).find((one) => textOf(one['id']) === written.slice(1));
    if (written === '') return undefined;
    const plain = written.replace(/\/_history\/[^/]+$/, '');
    const absolute = this.byUrl.get(plain);
    if (absolute !== undefined) return absolute.resource;
    // A relative reference in a bundle is completed with the base of its own full address.
    const base = /^(https?:\/\/.*\/)[A-Za-z]+\/[^/]+$/.exec(from.fullUrl ?? '')?.[1];
    const completed = base === undefined ? undefined : this.byUrl.get(base + plain);
    return (completed ?? this.byId.get(/([A-Za-z]+\/[A-Za-z0-9.-]{1,64})$/.exec(plain)?.[1] ?? ''))?.resource;
  }
}

/** Names what a reference means for people: the identifier or display it carries, else its text. */
export function labelOf(reference: unknown): string | null {
  const identifier = textOf(partOf(partOf(reference, 'identifier'), 'value'));
  return identifier || textOf(partOf(reference, 'display')) || textOf(partOf(reference, 'reference')) || null;
}

/** Names a resource by its first identifier, else its id. */
export const identifierOf = (resource: Resource | undefined): string | null => (resource === undefined ? null : objectsOf(resource['identifier']).map((one) => textOf(one['value'])).find((one) => one !== '') ?? (textOf(resource['id']) || null));
