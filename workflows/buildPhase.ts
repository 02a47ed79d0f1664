import { type Course, together } from './course.ts';
import { rollouts } from './proxies.ts';

/**
 * Every chapter in scope is reviewed; when one touches vital interests everybody is consulted; then the version is
 * released: approved, made public, in force (POL-01 on the making of rules; 劳动合同法 art. 4).
 */
export async function buildPhase(course: Course): Promise<void> {
  await course.until();
  const chapters = await chaptersOf(course);
  await together(
    chapters.map(({ id }) =>
      course.run({
        process: 'chapterReview',
        name: `chapter/${id}`,
        businessKey: `${course.key}#${id}`,
        title: course.ground.say('details.chapterTitle', {
          title: course.ground.input.title,
          chapter: id,
        }),
        variables: { chapter: id },
      }),
    ),
  );
  if (chapters.some(({ vital }) => vital)) await course.run(whole(course, 'consultation'));
  await course.run(whole(course, 'policyRelease'));
}

/** The chapters that the version is about, as they are now. */
export async function chaptersOf(course: Course) {
  const { say, input } = course.ground;
  const { policy, version } = input;
  return course.during(rollouts(say('details.chapters')).findChapters({ policy, version }));
}

function whole({ key, ground }: Course, process: 'consultation' | 'policyRelease') {
  return {
    process,
    name: process,
    businessKey: key,
    title: ground.say(`details.${process}Title`, { title: ground.input.title }),
  };
}
