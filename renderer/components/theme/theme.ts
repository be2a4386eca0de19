import {
  Alert,
  Button,
  Combobox,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  type MantineTheme,
  type MantineThemeOverride,
  Menu,
  Modal,
  SegmentedControl,
  Select,
  Tooltip,
} from '@mantine/core'
import type { ReactNode } from 'react'

/** Deep teal. Filled buttons use 7 on white (6.4:1) and 4 under dark ink (8:1). */
const teal: MantineColorsTuple = [
  '#e3f1ef',
  '#c9e5e1',
  '#9fd2cb',
  '#6fbdb3',
  '#4cc2b4',
  '#3faea1',
  '#128076',
  '#0b6b63',
  '#08524c',
  '#053b37',
]

/** Filled, 7 (light) and 4 (dark) pass AA under white; the default does not. */
const red: MantineColorsTuple = [
  '#fdeceb',
  '#fad5d2',
  '#f5aca6',
  '#ff8f85',
  '#d0382c',
  '#d93c2f',
  '#c52c20',
  '#b42318',
  '#981b12',
  '#7a140d',
]

/** Mantine's dark greys are warm; these are the slate of colours.css. */
const dark: MantineColorsTuple = [
  '#e8edf0',
  '#c6d0d7',
  '#a8b5be',
  '#8b99a3',
  '#3b4850',
  '#2b363d',
  '#1b2429',
  '#161d21',
  '#0f1518',
  '#0b1013',
]

const fieldVars = (_theme: MantineTheme, { error }: { readonly error?: ReactNode }) => ({
  wrapper: {
    '--input-height': '32px',
    '--input-fz': '13.5px',
    '--input-bd': error ? 'var(--bad)' : 'var(--field-line)',
  },
})
const labels = { label: { fontSize: 13, fontWeight: 550, marginBottom: 3 }, error: { fontSize: 12.5 } }

const theme = createTheme({
  primaryColor: 'teal',
  colors: { teal, red, dark },
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  black: '#14202b',
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontSizes: { xs: '12px', sm: '13.5px', md: '13.5px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.4', lg: '1.4', xl: '1.3' },
  headings: { fontWeight: '650' },
  defaultRadius: 6,
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    Button: Button.extend({
      vars: (_theme, { color, variant }) => ({
        root: {
          '--button-height': '30px',
          '--button-padding-x': '12px',
          '--button-fz': '13.5px',
          // Mantine judges contrast by the light scheme's shade only; the dark scheme's accent needs dark ink.
          ...(color === undefined && (variant ?? 'filled') === 'filled'
            ? { '--button-color': 'var(--on-accent)' }
            : {}),
        },
      }),
      styles: { root: { fontWeight: 550 } },
    }),
    Input: Input.extend({ vars: fieldVars }),
    InputWrapper: Input.Wrapper.extend({ styles: labels }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { size: 'sm' },
      styles: { root: { boxShadow: 'inset 0 0 0 1px var(--line)' } },
    }),
    // Choices stand where their field does: at the page's end they would be outside every landmark.
    Combobox: Combobox.extend({ defaultProps: { withinPortal: false, floatingStrategy: 'fixed' } }),
    // The scrolled part is then the list itself, which its field's arrow keys move through.
    Select: Select.extend({
      defaultProps: { withScrollArea: false },
      styles: { options: { maxHeight: 240, overflowY: 'auto' } },
    }),
    Alert: Alert.extend({ defaultProps: { p: '8px 12px' } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.35 },
        // A transition that moves would leave a transform behind, and choices open in a dialog would be cut at its edge.
        transitionProps: { transition: 'fade', duration: 120 },
      },
      styles: { title: { fontSize: 15, fontWeight: 650 } },
    }),
    // A header element outside the page's main parts counts as a second banner of the page.
    ModalHeader: Modal.Header.extend({ defaultProps: { role: 'presentation' } }),
    // The placeholder for the first focus is a child that a menu may not have.
    Menu: Menu.extend({ defaultProps: { transitionProps: { duration: 80 }, withInitialFocusPlaceholder: false } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, fz: 12 } }),
  },
})

/** Mantine in the product's clothes: dense, hairlines for shadows, one accent; and with words where it has none of its own. */
export function themeWith({ closeLabel }: { readonly closeLabel: string }): MantineThemeOverride {
  return {
    ...theme,
    components: {
      ...theme.components,
      ModalCloseButton: Modal.CloseButton.extend({ defaultProps: { 'aria-label': closeLabel } }),
    },
  }
}

const shared = {
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink2)',
  '--mantine-color-placeholder': 'var(--ink3)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-anchor': 'var(--accent-ink)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--line2)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
}

const tones = {
  red: ['var(--bad)', 'var(--bad-bg)'],
  yellow: ['var(--wait)', 'var(--wait-bg)'],
  teal: ['var(--accent-ink)', 'var(--accent-weak)'],
} as const

/** Text and light backgrounds of a colour, which Mantine would derive with less contrast. */
const toneVariables = Object.fromEntries(
  Object.entries(tones).flatMap(([name, [ink, background]]) => [
    [`--mantine-color-${name}-text`, ink],
    [`--mantine-color-${name}-light`, background],
    [`--mantine-color-${name}-light-color`, ink],
  ]),
)

const all = { ...shared, ...toneVariables }

/** Makes Mantine's own colours those of colours.css. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: all, dark: all })
