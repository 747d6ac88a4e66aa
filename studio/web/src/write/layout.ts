// What of a pack is on the page in Write: its form, its text, or both.
import { signal } from '@preact/signals';

type Layout = 'both' | 'form' | 'text';
export const LAYOUTS: Layout[] = ['both', 'form', 'text'];
export const layout = signal<Layout>('both');
