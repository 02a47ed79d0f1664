/** The functions that an expression may call: those of DMN 1.5 that the evaluator has. */
export const BUILTINS: ReadonlySet<string> = new Set([
  ...['number', 'string', 'date', 'time', 'date and time', 'duration', 'years and months duration', 'not'],
  ...['substring', 'string length', 'upper case', 'lower case', 'substring before', 'substring after', 'replace'],
  ...['contains', 'starts with', 'ends with', 'matches', 'split', 'string join', 'list contains', 'list replace'],
  ...['count', 'min', 'max', 'sum', 'mean', 'all', 'any', 'sublist', 'append', 'concatenate', 'insert before'],
  ...['remove', 'reverse', 'index of', 'union', 'distinct values', 'flatten', 'product', 'median', 'stddev', 'mode'],
  ...['decimal', 'floor', 'ceiling', 'round up', 'round down', 'round half up', 'round half down', 'abs', 'modulo'],
  ...['sqrt', 'log', 'exp', 'odd', 'even', 'before', 'after', 'meets', 'met by', 'overlaps', 'overlaps before'],
  ...['overlaps after', 'finishes', 'finished by', 'includes', 'during', 'starts', 'started by', 'coincides'],
  ...['day of year', 'day of week', 'month of year', 'week of year', 'is', 'now', 'today', 'sort'],
  ...['get value', 'get entries', 'context', 'context put', 'context merge'],
]);

/** Handed to the regular expressions of JavaScript, which can take exponential time. */
export const PATTERN_FUNCTIONS: ReadonlySet<string> = new Set(['matches', 'replace', 'split']);

/** Different on every look: the time of a step is a variable instead. */
export const CLOCK_FUNCTIONS: ReadonlySet<string> = new Set(['now', 'today']);

/** Take a function as argument and call it for each entry of a list. */
export const CALLING_FUNCTIONS: ReadonlySet<string> = new Set(['sort', 'list replace']);
