/** Beside the page's title in a browser: lines of a column, one of them marked. */
export const ICON_PATH = '/icon.1.svg'

export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="6" fill="#0b4f8a"/>
<path d="M8 10h16M8 16h16M8 22h9" stroke="#fff" stroke-width="3" stroke-linecap="round"/>
<circle cx="23" cy="22" r="2.5" fill="#ffcf5c"/>
</svg>
`
