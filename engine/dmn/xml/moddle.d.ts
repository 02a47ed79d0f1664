declare module 'dmn-moddle' {
  /** An element as dmn-moddle reads it. */
  export type ModdleElement = {
    readonly $type: string;
    readonly $parent?: ModdleElement;
    readonly [property: string]: unknown;
  };

  export class DmnModdle {
    fromXML(
      xml: string,
      type: 'dmn:Definitions',
    ): Promise<{
      readonly rootElement: ModdleElement;
      readonly warnings: readonly { readonly message: string; readonly element?: ModdleElement }[];
    }>;
  }
}
