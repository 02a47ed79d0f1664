declare module 'bpmn-moddle' {
  /** An element as bpmn-moddle reads it: of a known type, or generic with $children and $body. */
  export type ModdleElement = {
    readonly $type: string;
    readonly $parent?: ModdleElement;
    readonly $attrs?: Readonly<Record<string, string>>;
    readonly $children?: readonly ModdleElement[];
    readonly $body?: string;
    readonly $descriptor?: { readonly ns?: { readonly uri?: string; readonly localName: string } };
    readonly [property: string]: unknown;
  };

  export type ModdleWarning = {
    readonly message: string;
    readonly element?: ModdleElement;
    readonly property?: string;
    readonly value?: string;
  };

  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, object>>);
    fromXML(xml: string): Promise<{
      readonly rootElement: ModdleElement;
      readonly elementsById: Readonly<Record<string, ModdleElement>>;
      readonly warnings: readonly ModdleWarning[];
    }>;
    toXML(element: ModdleElement, options?: { readonly format?: boolean }): Promise<{ readonly xml: string }>;
  }
}
