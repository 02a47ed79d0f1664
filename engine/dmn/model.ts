import type { FeelProblem } from '../feel/check.ts';
import type { Objection } from '../xml/guard.ts';

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

/** What is wrong with a model, or went wrong in deciding. */
export type DecisionProblem = {
  /** Id of the decision, or empty. */
  readonly decision: string;
  readonly code: DecisionProblemCode;
  readonly reason: string;
};

export type DecisionProblemCode =
  | Objection['code']
  | 'xml-broken'
  | 'decision-unknown'
  | 'requirement-unresolved'
  | 'requirement-cycle'
  | 'logic-missing'
  | 'logic-unsupported'
  | 'hit-policy-unsupported'
  | 'rule-width'
  | 'language-unsupported'
  | FeelProblem['code']
  | 'feel-fault'
  | 'several-matches'
  | 'different-outputs';
