/** What stands at 0x80 to 0xFF in the charsets of DOS, which the Encoding Standard left out. */
const LATIN_US =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0'
const MULTILINGUAL =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0'

export const DOS_CHARSETS: Record<string, string> = { ibm437: LATIN_US, ibm850: MULTILINGUAL }

export function decodeDos(bytes: Uint8Array, charset: string): string {
  const high = DOS_CHARSETS[charset] ?? ''
  const pieces: string[] = []
  for (const byte of bytes)
    pieces.push(byte < 0x80 ? String.fromCharCode(byte) : (high[byte - 0x80] ?? '\uFFFD'))
  return pieces.join('')
}
