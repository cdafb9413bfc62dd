import type { ReactNode } from 'react';

/** The console's own icons: 20 × 20, one stroke. One new icon is one new entry. */
const paths = {
  board: 'M3 4h14v9H3zM7 17h6M10 13v4M6 10l3-3 2 2 3-3',
  flight: 'M2 11.5l6-1.5L6 4h2l5 5 4-1c1-.2 1.5.8.6 1.400L13 12l-5 4.5-1.5-.3L8 13l-3.5.8z',
  plan: 'M5 3h10v14H5zM8 7h4M8 10h4M8 13h2',
  person: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 17c.5-3.5 3-5 6-5s5.5 1.5 6 5',
  people: 'M7.5 9.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 16c.3-2.8 2-4.2 4.5-4.200S11.7 13.2 12 16M13 9.500a2 2 0 1 0-.5-4M13.5 11.800c2 .1 3.2 1.5 3.5 4.2',
  declaration: 'M5 3h7l3 3v11H5zM12 3v3h3M7.5 11l1.7 1.7 3.3-3.4',
  temperature: 'M8.5 11.500V4.500a1.5 1.5 0 0 1 3 0v7a3 3 0 1 1-3 0zM10 8v6',
  patrol: 'M10 3v14M3 10h14M5 5h10v10H5z',
  inquiry: 'M3 4h14v9H9l-4 4v-4H3zM7 7.500h6M7 10h4',
  sampling: 'M7 3h6M8 3v11a2 2 0 1 0 4 0V3M8 9h4',
  laboratory: 'M8 3h4M8.5 3v5L4 16c-.4.7 0 1 .7 1h10.600c.7 0 1.1-.3.7-1L11.5 8V3M6.5 12.500h7',
  courier: 'M2 6h9v8H2zM11 9h4l3 3v2h-7M5.5 16a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM14.5 16a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  handOver: 'M3 7h11l-3-3M17 13H6l3 3',
  hospital: 'M3 17V6l7-3 7 3v11M10 7v5M7.5 9.500h5M8 17v-3h4v3',
  report: 'M3 9v3l3 .5V8.500zM6 8.500L15 5v11l-9-3.500M8 13l1 4h2',
  contacts: 'M10 6a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4.5 18a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM15.5 18a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM9 6l-3.5 8M11 6l3.5 8M6.5 16h7',
  disinfection: 'M7 8h5v9H7zM8 8V5h4M12 5l3-1.500M15 6v.1M16.5 5v.1M16.5 7v.1',
  closing: 'M4 3h12v14H4zM7 10l2.2 2.300L13.5 8',
  statistics: 'M3 17h14M5 14v-4M9 14V5M13 14V8M16 14v-2',
  search: 'M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10zM13 13l4 4',
  scan: 'M3 7V4h3M14 4h3v3M17 13v3h-3M6 16H3v-3M6 8v4M8.5 8v4M11.5 8v4M14 8v4',
  goods: 'M3 6.500l7-3.500 7 3.500v7L10 17l-7-3.500zM3 6.500L10 10l7-3.500M10 10v7M6.5 4.700l7 3.500',
  camera: 'M3 6h3l1.5-2h5L14 6h3v10H3zM10 14a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  hold: 'M6.5 10V5.500a1.2 1.2 0 0 1 2.4 0M8.900 9.500V4.200a1.2 1.2 0 0 1 2.4 0v5.300M11.300 9.500V5.200a1.2 1.2 0 0 1 2.4 0v5M13.700 10V7.500a1.2 1.2 0 0 1 2.300.5v4.500c0 3-1.8 4.500-4.5 4.500-2.5 0-3.600-1-4.800-3L4.300 10.500c-.6-1.200 1-2 1.700-1l.5.700',
  upload: 'M10 13V4M6.5 7L10 3.5 13.5 7M4 13v4h12v-4',
  download: 'M10 4v9M6.5 10l3.5 3.5 3.5-3.500M4 14v3h12v-3',
  print: 'M6 7V3h8v4M6 14H3V7h14v7h-3M6 12h8v5H6z',
  key: 'M7 13a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10.5 9.500H18M15 9.500v3M17.5 9.500v2',
  staff: 'M4 5h12v12H4zM8 3v3M12 3v3M7 10h6M7 13h4',
  port: 'M4 17V9l6-6 6 6v8M8 17v-5h4v5',
  settings: 'M10 12.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM10 2.500v2M10 15.500v2M2.5 10h2M15.5 10h2M4.7 4.700l1.4 1.400M13.9 13.900l1.4 1.400M4.7 15.300l1.4-1.400M13.9 6.100l1.4-1.4',
  design: 'M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM14 11a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  home: 'M3 10l7-6 7 6M5 9v8h10V9',
  gate: 'M3 17V4h14v13M6.5 17V8h3v9M13.5 17V8h-3v9M10 4v.1',
  wholeScreen: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4',
  sound: 'M3 8v4h3l4 3V5L6 8zM13 7.500a4 4 0 0 1 0 5M15 5a7 7 0 0 1 0 10',
  silent: 'M3 8v4h3l4 3V5L6 8zM13 8l4 4M17 8l-4 4',
  alarm: 'M10 3L2.5 16.500h15zM10 8v4M10 14v.1',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.5 1.5',
  play: 'M6 4l10 6-10 6z',
  pause: 'M6 4v12M14 4v12',
  check: 'M4 10.500l4 4L16 6',
  cross: 'M5 5l10 10M15 5L5 15',
  minus: 'M4 10h12',
  plus: 'M10 4v12M4 10h12',
  chevronDown: 'M5 8l5 5 5-5',
  chevronRight: 'M8 5l5 5-5 5',
  chevronLeft: 'M12 5l-5 5 5 5',
  sun: 'M10 13.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.300l1.4 1.400M14.3 14.300l1.4 1.400M4.3 15.700l1.4-1.400M14.3 5.700l1.4-1.4',
  moon: 'M16 12.500A6.5 6.5 0 1 1 8 3.500a5.5 5.5 0 0 0 8 9z',
  contrast: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 3v14M10 6h4M10 9h6M10 12h6',
  signOut: 'M8 3H4v14h4M12 6l4 4-4 4M16 10H8',
  link: 'M8 6H5a3 3 0 0 0 0 8h3M12 6h3a3 3 0 0 1 0 8h-3M7 10h6',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9v5M10 6.500v.1',
  lock: 'M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9',
} as const;

/** The name of an icon. */
export type IconName = keyof typeof paths;

/** Every icon, for the design page. */
export const iconNames = Object.keys(paths) as readonly IconName[];

/** Draws an icon in the colour of the text beside it; it says nothing to a screen reader. Unit: `size` in pixels. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg className="tg-icon" width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6"
      strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
