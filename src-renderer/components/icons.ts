import Activity from '@lucide/svelte/icons/activity';
import Archive from '@lucide/svelte/icons/archive';
import AppWindow from '@lucide/svelte/icons/app-window';
import Bell from '@lucide/svelte/icons/bell';
import BellOff from '@lucide/svelte/icons/bell-off';
import Check from '@lucide/svelte/icons/check';
import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import ChevronsUpDown from '@lucide/svelte/icons/chevrons-up-down';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import ChevronDown from '@lucide/svelte/icons/chevron-down';
import Copy from '@lucide/svelte/icons/copy';
import FileDiff from '@lucide/svelte/icons/file-diff';
import FileText from '@lucide/svelte/icons/file-text';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Search from '@lucide/svelte/icons/search';
import Info from '@lucide/svelte/icons/info';
import ListChecks from '@lucide/svelte/icons/list-checks';
import Pencil from '@lucide/svelte/icons/pencil';
import Pin from '@lucide/svelte/icons/pin';
import Plus from '@lucide/svelte/icons/plus';
import History from '@lucide/svelte/icons/history';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import Unplug from '@lucide/svelte/icons/unplug';
import X from '@lucide/svelte/icons/x';

/** Interface icons by what they stand for here. Status glyphs are drawn elsewhere. */
export const ICONS = {
  pulse: Activity,
  steps: ListChecks,
  difference: FileDiff,
  archive: Archive,
  sliders: SlidersHorizontal,
  again: RotateCw,
  bell: Bell,
  'bell-off': BellOff,
  close: X,
  copy: Copy,
  info: Info,
  up: ArrowUp,
  down: ArrowDown,
  unfold: ChevronsUpDown,
  folder: FolderOpen,
  search: Search,
  chevron: ChevronDown,
  plus: Plus,
  note: Pencil,
  pin: Pin,
  waits: Hourglass,
  back: History,
  check: Check,
  file: FileText,
  front: AppWindow,
  'gave-up': Unplug,
} as const;
export type IconName = keyof typeof ICONS;
