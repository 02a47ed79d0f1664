import type { FeelParams } from '../../feel/check.ts';
import type { Broken } from '../../xml/broken.ts';
import type { ObjectionParams } from '../../xml/guard.ts';

type Nothing = Record<never, never>;
type Text = { readonly text: string };
type Id = { readonly id: string };
type Case<Cases extends string> = { readonly case: Cases };

/**
 * What a model can be refused for. Codes are stable: tools and tests rely on them. Each comes with what the sentence about
 * it is told; `case` names one of several sentences. The sentences stand in catalog/texts.
 */
export type ProblemParams = ObjectionParams &
  Omit<FeelParams, 'feel-size'> &
  DocumentParams &
  FlowParams &
  LimitParams &
  LackParams &
  PolicyParams;

export type ProblemCode = keyof ProblemParams;

/** One thing that is wrong with a model, and where. An error refuses the deployment. */
export type Problem = {
  readonly element: string;
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  readonly params: Readonly<Record<string, string | number>>;
};

/** The document. */
type DocumentParams = {
  readonly 'xml-broken': Broken;
  readonly 'content-ignored': Broken | (Case<'other'> & Text);
  readonly 'element-unknown': { readonly name: string };
  readonly 'attribute-unknown': { readonly name: string };
  readonly 'id-duplicate': Id;
  readonly 'id-missing': { readonly type: string };
  readonly 'reference-unresolved': { readonly property: string } & Id;
  readonly 'process-missing': Nothing;
};

/** How elements are connected. */
type FlowParams = {
  readonly 'start-missing': Case<'process' | 'subprocess'>;
  readonly 'start-many': Case<'process' | 'subprocess'>;
  readonly 'start-kind': Nothing;
  readonly 'start-incoming': Nothing;
  readonly 'end-outgoing': Nothing;
  readonly 'boundary-host': Nothing;
  readonly 'boundary-incoming': Nothing;
  readonly 'flow-dangling': Id;
  readonly 'flow-across': Id;
  readonly unreachable: Nothing;
  readonly 'default-flow': Case<'elsewhere' | 'conditional'>;
  readonly 'condition-missing': Id;
  readonly 'condition-unexpected': Case<'only'> | (Case<'undeciding'> & { readonly type: string });
  readonly 'event-gateway-targets': Case<'few' | 'mixed' | 'other' | 'boundary'>;
  readonly 'event-gateway-join': Nothing;
};

/** What the interpreter does not do. */
type LimitParams = {
  readonly 'element-unsupported': { readonly type: string };
  readonly 'event-unsupported': { readonly type: string; readonly trigger: string };
  readonly 'event-many': Nothing;
  readonly 'loop-unsupported': Case<'standard' | 'sequential'> | (Case<'behavior'> & { readonly behavior: string });
  readonly 'feature-unsupported':
    | Case<'compensation' | 'eventSubprocess' | 'instantiate' | 'parallelEventGateway' | 'dataAssociation'>
    | (Case<'quantity'> & { readonly name: string });
  readonly 'java-code':
    | (Case<'attribute'> & { readonly name: string } & Text)
    | (Case<'extension'> & { readonly name: string });
  readonly 'script-language': Case<'none'> | (Case<'other'> & { readonly language: string });
  readonly 'expression-language': (Case<'unified'> & Text) | (Case<'other'> & { readonly language: string });
};

/** What an element lacks or has wrong. */
type LackParams = {
  readonly 'job-missing': Nothing;
  readonly 'retries-invalid': Text;
  readonly 'decision-missing': Nothing;
  readonly 'called-process-missing': Nothing;
  readonly 'script-missing': Nothing;
  readonly 'message-missing': Nothing;
  readonly 'error-missing': Nothing;
  readonly 'timer-missing': Nothing;
  readonly 'timer-invalid': Case<'time' | 'cycle'> & Text;
  readonly 'mapping-invalid': Case<'half'> | (Case<'structured'> & { readonly name: string });
  readonly 'loop-invalid': Case<'number' | 'output'>;
  readonly 'feel-size': FeelParams['feel-size'] | (Case<'file'> & { readonly characters: number });
};

/** What the policy asks of a model. */
type PolicyParams = {
  readonly 'extension-misplaced': { readonly name: string } & (
    | Case<'loop'>
    | Case<'message'>
    | (Case<'element'> & { readonly type: string })
  );
  readonly 'assignment-partial': Case<'several'> | (Case<'computed'> & Text);
  readonly 'assignment-missing': Nothing;
  readonly 'approval-node-unknown': Id;
  readonly 'due-invalid': Case<'duration' | 'remindBefore' | 'escalate'> & Text;
  readonly 'approval-undecidable': Case<'certain' | 'possible'>;
} & { readonly [Code in UnknownThing | UnheldThing]: Id };

type UnknownThing =
  `${'calendar' | 'clause' | 'form' | 'duty' | 'decision' | 'permission' | 'credential' | 'called-process' | 'job'}-unknown`;
type UnheldThing = `${'duty' | 'permission' | 'credential'}-unheld`;
