/** The languages that every text exists in; the first is the default. */
export const locales = ['zh-CN', 'en'] as const;

export type Locale = (typeof locales)[number];

export type Bilingual = Readonly<Record<Locale, string>>;

/** A file of texts: sentences, grouped as deep as it helps. */
export type TextTree = { readonly [key: string]: string | TextTree };

/** The part of JSON Schema that forms use; catalog/forms/README.md says which. */
export type FormSchema = {
  readonly type: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, FormSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly items?: FormSchema;
  readonly enum?: readonly string[];
  readonly oneOf?: readonly { readonly const: string; readonly title: string }[];
  readonly format?: string;
  readonly default?: string | number | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
};

export type FormTexts = {
  readonly title: string;
  readonly description: string;
  /** By path of the property: "quotes[].supplier". */
  readonly fields: Readonly<Record<string, { readonly title: string; readonly description?: string }>>;
  /** By path of an enum, then by its value. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** What a task asks for. */
export type Form = {
  readonly id: string;
  readonly schema: FormSchema;
  /** uiSchema of rjsf. */
  readonly ui?: Readonly<Record<string, unknown>>;
  readonly texts: Readonly<Record<Locale, FormTexts>>;
};

export type ClauseKind =
  | 'GENERAL'
  | 'DUTY'
  | 'PERMISSION'
  | 'ASSESSMENT'
  | 'REWARD'
  | 'PENALTY'
  | 'TRAINING'
  | 'PROCESS'
  | 'CONFIDENTIALITY'
  | 'RISK'
  | 'LEGAL'
  | 'QUALIFICATION'
  | 'VIOLATION'
  | 'CONDUCT';

/** How far a fact about a law was checked: against its text, as generally known, or to be verified before one relies on it. */
export type Certainty = 'C' | 'K' | 'V';

export type Clause = {
  /** Stable for ever, also across versions: "12.3". Referred to as "POL-01#12.3". */
  readonly id: string;
  readonly kind: ClauseKind;
  readonly binding: 'MUST' | 'SHOULD' | 'MAY';
  /** Touches pay, hours, discipline or other vital interests: binds only after the democratic procedure. */
  readonly vitalInterest: boolean;
  readonly text: Bilingual;
  readonly laws?: readonly LawLink[];
};

export type LawLink = { readonly law: string; readonly articles: readonly string[]; readonly certainty: Certainty };

export type Chapter = {
  readonly id: string;
  readonly title: Bilingual;
  /** Which department answers for it; when nothing is said, the one that owns the policy. */
  readonly department?: string;
  readonly clauses: readonly Clause[];
};

export type Policy = {
  readonly id: string;
  readonly version: number;
  readonly title: Bilingual;
  readonly level: 1 | 2 | 3;
  readonly ownerDepartment: string;
  readonly reviewMonths: number;
  /** Which language decides when the two differ. */
  readonly authoritative: Locale;
  readonly chapters: readonly Chapter[];
};

/** A passage of a course: paragraphs divided by an empty line, lists with "- ". */
type Passage = Bilingual;

export type Lesson =
  | {
      /** The number of the clause: "12.1". */
      readonly id: string;
      readonly kind: 'CLAUSE';
      /** "POL-01#12.1" */
      readonly clause: string;
      readonly title: Bilingual;
      readonly body: Passage;
    }
  | {
      readonly id: string;
      /** What happened, what is asked, how it came out. */
      readonly kind: 'CASE';
      readonly clauses: readonly string[];
      readonly title: Bilingual;
      readonly facts: Passage;
      readonly question: Passage;
      readonly outcome: Passage;
    };

export type QuizItem = {
  readonly id: string;
  readonly clause: string;
  /** Whoever gets it wrong has failed, whatever the mark. */
  readonly critical: boolean;
  readonly kind: 'single' | 'multiple' | 'true-false';
  readonly question: Bilingual;
  readonly options: readonly { readonly id: string; readonly text: Bilingual }[];
  /** Ids of the options that are right. */
  readonly answer: readonly string[];
  readonly explanation: Bilingual;
};

/** What is taught about one chapter of a policy, and how it is examined. */
export type Course = {
  /** "POL-01.12" */
  readonly id: string;
  readonly policy: string;
  readonly chapter: string;
  readonly title: Bilingual;
  /** How long the lessons take. */
  readonly minutes: number;
  readonly lessons: readonly Lesson[];
  readonly quiz: {
    /** Percent. */
    readonly passMark: number;
    /** Items of one attempt. */
    readonly draw: number;
    readonly minutes: number;
    readonly items: readonly QuizItem[];
  };
};

/** What a new version of a policy says otherwise than the one it is based on. */
export type PolicyChanges = {
  readonly policy: string;
  readonly version: number;
  readonly basedOn: number;
  readonly changes: readonly (Clause & {
    readonly change: 'EDITORIAL' | 'SUBSTANTIVE';
    readonly reason: Bilingual;
  })[];
};

/** Days are "YYYY-MM-DD". */
export type Law = {
  readonly id: string;
  readonly name: Bilingual;
  /** Official number, where there is one. */
  readonly number?: string;
  /** The version meant, in words: "2018 amendment". */
  readonly version?: Bilingual;
  readonly jurisdiction: 'CN' | 'EU' | 'US';
  readonly promulgated?: string;
  readonly effectiveFrom?: string;
  readonly effectiveTo?: string;
  /** What one date cannot say: stages, amendments, "in force". */
  readonly effectiveNote?: Bilingual;
  readonly certainty: Certainty;
  /** What exactly is only generally known, or must be verified. */
  readonly certaintyNote?: Bilingual;
  /** What it asks, in plain words; the articles are empty where the law as a whole is meant. */
  readonly articles: readonly { readonly articles: readonly string[]; readonly statement: Bilingual }[];
};

export type Role =
  | 'officer'
  | 'manager'
  | 'operator'
  | 'hr'
  | 'legal'
  | 'worker-representative'
  | 'ops'
  | 'auditor'
  | 'administrator';

type Named = { readonly id: string; readonly name: Bilingual };

type PersonOf<Credential> = Named & {
  readonly email: string;
  readonly locale: Locale;
  readonly department: string;
  readonly position: string;
  readonly superior?: string;
  readonly roles: readonly Role[];
  readonly duties: readonly string[];
  readonly permissions: readonly string[];
  readonly credentials: readonly Credential[];
};

type CompanyOf<Credential> = {
  readonly company: Named & { readonly locale: Locale; readonly timeZone: string; readonly currency: string };
  readonly departments: readonly (Named & { readonly head: string })[];
  readonly positions: readonly (Named & { readonly department: string })[];
  readonly duties: readonly Named[];
  readonly permissions: readonly (Named & { readonly tier: number })[];
  readonly credentials: readonly (Named & {
    readonly validMonths: number;
    /** Permissions that lapse with it. */
    readonly unlocks?: readonly string[];
    /** Policy whose training earns it. */
    readonly policy?: string;
  })[];
  /** Duties that no one person may hold together. */
  readonly conflicts: readonly { readonly duties: readonly string[]; readonly reason: Bilingual }[];
  readonly people: readonly PersonOf<Credential>[];
};

export type CompanyFile = CompanyOf<string>;

export type Company = CompanyOf<{ readonly id: string; readonly validUntil: string }>;

/** A step that is inspected again and again; domain/inspection.ts says what the words mean. */
/** How an indicator is measured. A step is "<process>/<node>"; processes count once they have come to their own end. */
export type IndicatorMeasure =
  /** Percent of the steps with a due moment that were done by then. */
  | { readonly kind: 'onTime'; readonly step: string }
  /** Percent of the steps that ended so. */
  | { readonly kind: 'outcome'; readonly step: string; readonly outcomes: readonly string[] }
  /** Hours from opening to end of a step, on average, by the step's calendar. */
  | { readonly kind: 'meanStep'; readonly step: string }
  /** Percent of the instances that needed the step, or did without it. */
  | { readonly kind: 'with' | 'without'; readonly step: string }
  /** Percent of the instances that had done the step so soon after they began. */
  | { readonly kind: 'reached'; readonly step: string; readonly hours: number }
  /** Days from start to end, on average. */
  | { readonly kind: 'meanDuration'; readonly process: string };

/** An indicator of one of the five business processes, that can be measured on what was recorded. */
export type Indicator = {
  readonly id: string;
  readonly area: 'procurement' | 'warehouse' | 'logistics' | 'orders' | 'after-sales';
  readonly name: Bilingual;
  /** What exactly is counted, in a sentence. */
  readonly method: Bilingual;
  readonly measure: IndicatorMeasure;
  readonly target: {
    readonly at: 'least' | 'most';
    readonly value: number;
    readonly unit: 'percent' | 'hours' | 'days';
  };
  readonly clause?: string;
};

/** A place of the warehouse; how often it is counted: A weekly, B monthly, C quarterly. */
export type StockPlace = {
  readonly id: string;
  readonly warehouse: string;
  readonly zone: 'general' | 'hazmat' | 'bonded' | 'brand' | 'quarantine' | 'overseas';
  readonly class: 'A' | 'B' | 'C';
  readonly keeper?: string;
};

export type InspectionPlan = {
  readonly id: string;
  readonly policy: string;
  readonly name: Bilingual;
  readonly process: string;
  readonly node: string;
  readonly clauses: readonly string[];
  readonly frequency: 'daily' | 'weekly' | 'monthly' | 'quarterly';
  readonly method: 'all' | 'discovery' | 'aql' | 'risk' | 'triggered';
  /** 0: as the method says. */
  readonly size: number;
  /** The duty whose holders inspect. */
  readonly pool: string;
  readonly independence: 'not-inspected' | 'other-department';
};

/** What the wording of listings is checked against. */
export type ListingWords = {
  readonly version: string;
  readonly words: readonly { readonly word: string; readonly kind: 'banned' | 'comparative' | 'health' }[];
};
