import type { FeelParams } from '../feel/check.ts';
import type { FeelFaultKind } from '../feel/fault.ts';
import type { Broken } from '../xml/broken.ts';
import type { ObjectionParams } from '../xml/guard.ts';

/** The decisions of one DMN file: plain data. */
export type DecisionModel = {
  readonly name: string;
  readonly decisions: Readonly<Record<string, Decision>>;
  /** Types of the input data that need one, by variable name: ISO text is read as a date where the model says so. */
  readonly inputTypes: Readonly<Record<string, string>>;
};

export type Decision = {
  readonly id: string;
  readonly name: string;
  /** The name under which other decisions see its value. */
  readonly variable: string;
  /** Ids of the decisions whose values it needs. */
  readonly requires: readonly string[];
  readonly logic: Logic;
};

export type Logic = { readonly kind: 'literal'; readonly text: string } | DecisionTable;

export type DecisionTable = {
  readonly kind: 'table';
  readonly hitPolicy: HitPolicy;
  readonly aggregation?: Aggregation;
  readonly inputs: readonly { readonly expression: string }[];
  readonly outputs: readonly Output[];
  readonly rules: readonly Rule[];
};

export type HitPolicy = 'UNIQUE' | 'ANY' | 'FIRST' | 'PRIORITY' | 'RULE ORDER' | 'OUTPUT ORDER' | 'COLLECT';
export type Aggregation = 'SUM' | 'MIN' | 'MAX' | 'COUNT';

export type Output = {
  /** Absent when the table has a single, unnamed output. */
  readonly name?: string;
  /** FEEL unary tests: the allowed values, the most important first. */
  readonly values?: string;
  readonly fallback?: string;
};

export type Rule = { readonly id: string; readonly tests: readonly string[]; readonly outputs: readonly string[] };

type Nothing = Record<never, never>;
type Id = { readonly id: string };
type Ids = { readonly ids: string };

/** What a model, or taking a decision, can be refused for, with what the sentence about it is told. */
export type DecisionParams = ObjectionParams &
  FeelParams & {
    readonly 'xml-broken': Broken;
    readonly 'decision-unknown': Id;
    readonly 'requirement-unresolved': Id;
    readonly 'requirement-cycle': Nothing;
    readonly 'logic-missing': Nothing;
    readonly 'logic-unsupported': { readonly type: string };
    readonly 'hit-policy-unsupported': { readonly policy: string };
    readonly 'rule-width': Nothing;
    readonly 'language-unsupported': { readonly language: string };
    readonly 'feel-fault':
      | { readonly case: Exclude<FeelFaultKind, 'failed'>; readonly expression: string }
      /** The cause is the evaluator's own. */
      | { readonly case: 'failed'; readonly expression: string; readonly cause: string };
    readonly 'several-matches': Ids;
    readonly 'different-outputs': Ids;
  };

export type DecisionProblemCode = keyof DecisionParams;

/** What is wrong with a model, or went wrong in deciding. */
export type DecisionProblem = {
  /** Id of the decision, or empty. */
  readonly decision: string;
  readonly code: DecisionProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
};
