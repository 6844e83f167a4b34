import { type CountedRow, rowTable } from './case-rows.ts';
import { closing, type FileResult } from './closing-line.ts';
import { pointsLine } from './on-the-way.ts';
import { type Line, promiseTable } from './promises.ts';
import { soFar } from './run-so-far.ts';
import { firstLineOf, type Part, type SuiteTime, slowest } from './slowest-suites.ts';

/**
 * The lines that close several runs of vitest as if they were one: the table of promises, the points and rows that held,
 * the slowest suites, and what passed and failed.
 *
 * @param folder in which each run has left its results
 */
export function wholeClosing(folder: string): string {
  const times = soFar<SuiteTime>(folder, 'times');
  const parts = soFar<Part>(folder, 'parts');
  const sections = [
    promiseTable(soFar<Line>(folder, 'promises')),
    pointsLine(soFar<Line>(folder, 'points')),
    rowTable(soFar<CountedRow>(folder, 'rows')),
    times.length > 0 ? slowest(times, parts, firstLineOf).join('\n') : '',
    closing(soFar<FileResult>(folder, 'files'), soFar<string>(folder, 'outside')).join('\n'),
  ];
  return sections.filter((each) => each !== '').join('\n\n');
}
