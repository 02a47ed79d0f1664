import { Command, type ErrorOptions, type Option } from 'commander';
import { say, type Text } from './say.ts';

/** What commander calls a mistake, and how we put it. */
const mistakes: Readonly<Record<string, Text>> = {
  'commander.unknownOption': 'wrong.option',
  'commander.unknownCommand': 'wrong.command',
  'commander.missingArgument': 'wrong.argument',
  'commander.optionMissingArgument': 'wrong.value',
  'commander.excessArguments': 'wrong.excess',
};

/** Commander with our texts in the place of its own. */
export class Program extends Command {
  override createCommand(name?: string): Program {
    return new Program(name).helpOption('-h, --help', say('program.help'));
  }

  override error(message: string, options?: ErrorOptions): never {
    return super.error(inOurWords(message, options?.code), options);
  }
}

/** The program without its commands. */
export function createProgram(version: string): Program {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': say('program.usage'),
    'Arguments:': say('program.arguments'),
    'Options:': say('program.options'),
    'Commands:': say('program.commands'),
  };
  return new Program('zhidu')
    .description(say('program.description'))
    .version(version, '-V, --version', say('program.version'))
    .helpOption('-h, --help', say('program.help'))
    .helpCommand('help [command]', say('program.helpOf'))
    .configureHelp({ styleTitle: (title) => titles[title] ?? title, optionDescription })
    .exitOverride()
    .showHelpAfterError();
}

function optionDescription({ description, defaultValue }: Option): string {
  return defaultValue === undefined ? description : description + say('program.default', { value: defaultValue });
}

function inOurWords(message: string, code = ''): string {
  const mistake = mistakes[code];
  if (!mistake) return message;
  const [, what = ''] = /'([^']*)'/.exec(message) ?? [];
  const [, near] = /\(Did you mean (?:one of )?(.+)\?\)/.exec(message) ?? [];
  return [say(mistake, { what }), ...(near ? [say('wrong.suggestion', { what: near })] : [])].join('\n');
}
