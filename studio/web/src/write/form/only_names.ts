// A path of the tree as the rule language knows it: without the numbers of lists.
import type { Path } from '../../api/model';

export const only_names = (path: Path): string[] => path.filter((step): step is string => typeof step === 'string');
