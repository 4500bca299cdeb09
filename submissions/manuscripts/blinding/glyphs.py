"""The names of characters that say no more than the character. Pure; a drawn font may call its glyphs anything."""

import re

NUMBERED = re.compile(r"/(?:uni[\dA-F]{4}|u[\dA-F]{4,6}|[A-Za-z]|[gac]\d{1,5}|\.notdef)$")
KNOWN = frozenset(
    """
AE AEsmall Aacute Aacutesmall Acircumflex Acircumflexsmall Acutesmall Adieresis Adieresissmall Agrave Agravesmall
Alpha Aring Aringsmall Asmall Atilde Atildesmall Beta Brevesmall Bsmall Caronsmall Ccedilla Ccedillasmall
Cedillasmall Chi Circumflexsmall Csmall Delta Dieresissmall Dotaccentsmall Dsmall Eacute Eacutesmall Ecircumflex
Ecircumflexsmall Edieresis Edieresissmall Egrave Egravesmall Epsilon Esmall Eta Eth Ethsmall Euro Fsmall Gamma
Gravesmall Gsmall Hsmall Hungarumlautsmall Iacute Iacutesmall Icircumflex Icircumflexsmall Idieresis Idieresissmall
Ifraktur Igrave Igravesmall Iota Ismall Jsmall Kappa Ksmall Lambda Lslash Lslashsmall Lsmall Macronsmall Msmall Mu
Nsmall Ntilde Ntildesmall Nu OE OEsmall Oacute Oacutesmall Ocircumflex Ocircumflexsmall Odieresis Odieresissmall
Ogoneksmall Ograve Ogravesmall Omega Omicron Oslash Oslashsmall Osmall Otilde Otildesmall Phi Pi Psi Psmall Qsmall
Rfraktur Rho Ringsmall Rsmall Scaron Scaronsmall Sigma Ssmall Tau Theta Thorn Thornsmall Tildesmall Tsmall Uacute
Uacutesmall Ucircumflex Ucircumflexsmall Udieresis Udieresissmall Ugrave Ugravesmall Upsilon Upsilon1 Usmall Vsmall
Wsmall Xi Xsmall Yacute Yacutesmall Ydieresis Ydieresissmall Ysmall Zcaron Zcaronsmall Zeta Zsmall a1 a10 a100 a101
a102 a103 a104 a105 a106 a107 a108 a109 a11 a110 a111 a112 a117 a118 a119 a12 a120 a121 a122 a123 a124 a125 a126
a127 a128 a129 a13 a130 a131 a132 a133 a134 a135 a136 a137 a138 a139 a14 a140 a141 a142 a143 a144 a145 a146 a147
a148 a149 a15 a150 a151 a152 a153 a154 a155 a156 a157 a158 a159 a16 a160 a161 a162 a163 a164 a165 a166 a167 a168
a169 a17 a170 a171 a172 a173 a174 a175 a176 a177 a178 a179 a18 a180 a181 a182 a183 a184 a185 a186 a187 a188 a189 a19
a190 a191 a192 a193 a194 a195 a196 a197 a198 a199 a2 a20 a200 a201 a202 a203 a204 a205 a206 a21 a22 a23 a24 a25 a26
a27 a28 a29 a3 a30 a31 a32 a33 a34 a35 a36 a37 a38 a39 a4 a40 a41 a42 a43 a44 a45 a46 a47 a48 a49 a5 a50 a51 a52 a53
a54 a55 a56 a57 a58 a59 a6 a60 a61 a62 a63 a64 a65 a66 a67 a68 a69 a7 a70 a71 a72 a73 a74 a75 a76 a77 a78 a79 a8 a81
a82 a83 a84 a85 a86 a87 a88 a89 a9 a90 a91 a92 a93 a94 a95 a96 a97 a98 a99 aacute acircumflex acute adieresis ae
agrave aleph alpha ampersand ampersandsmall angle angleleft angleright approxequal aring arrowboth arrowdblboth
arrowdbldown arrowdblleft arrowdblright arrowdblup arrowdown arrowhorizex arrowleft arrowright arrowup arrowvertex
asciicircum asciitilde asterisk asteriskmath asuperior at atilde backslash bar beta braceex braceleft braceleftbt
braceleftmid bracelefttp braceright bracerightbt bracerightmid bracerighttp bracketleft bracketleftbt bracketleftex
bracketlefttp bracketright bracketrightbt bracketrightex bracketrighttp breve brokenbar bsuperior bullet caron
carriagereturn ccedilla cedilla cent centinferior centoldstyle centsuperior chi circlemultiply circleplus circumflex
club colon colonmonetary comma commainferior commasuperior congruent copyright copyrightsans copyrightserif currency
dagger daggerdbl degree delta diamond dieresis divide dollar dollarinferior dollaroldstyle dollarsuperior dotaccent
dotlessi dotmath dsuperior eacute ecircumflex edieresis egrave eight eightinferior eightoldstyle eightsuperior
element ellipsis emdash emptyset endash epsilon equal equivalence esuperior eta eth exclam exclamdown
exclamdownsmall exclamsmall existential ff ffi ffl fi figuredash five fiveeighths fiveinferior fiveoldstyle
fivesuperior fl florin four fourinferior fouroldstyle foursuperior fraction gamma germandbls gradient grave greater
greaterequal guillemotleft guillemotright guilsinglleft guilsinglright heart hungarumlaut hyphen hypheninferior
hyphensuperior iacute icircumflex idieresis igrave infinity integral integralbt integralex integraltp intersection
iota isuperior kappa lambda less lessequal logicaland logicalnot logicalor lozenge lslash lsuperior macron minus
minute msuperior mu multiply nine nineinferior nineoldstyle ninesuperior notelement notequal notsubset nsuperior
ntilde nu numbersign oacute ocircumflex odieresis oe ogonek ograve omega omega1 omicron one onedotenleader oneeighth
onefitted onehalf oneinferior oneoldstyle onequarter onesuperior onethird ordfeminine ordmasculine oslash osuperior
otilde paragraph parenleft parenleftbt parenleftex parenleftinferior parenleftsuperior parenlefttp parenright
parenrightbt parenrightex parenrightinferior parenrightsuperior parenrighttp partialdiff percent period
periodcentered periodinferior periodsuperior perpendicular perthousand phi phi1 pi plus plusminus product
propersubset propersuperset proportional psi question questiondown questiondownsmall questionsmall quotedbl
quotedblbase quotedblleft quotedblright quoteleft quoteright quotesinglbase quotesingle radical radicalex
reflexsubset reflexsuperset registered registersans registerserif rho ring rsuperior rupiah scaron second section
semicolon seven seveneighths seveninferior sevenoldstyle sevensuperior sigma sigma1 similar six sixinferior
sixoldstyle sixsuperior slash space spade ssuperior sterling suchthat summation tau therefore theta theta1 thorn
three threeeighths threeinferior threeoldstyle threequarters threequartersemdash threesuperior tilde trademark
trademarksans trademarkserif tsuperior two twodotenleader twoinferior twooldstyle twosuperior twothirds uacute
ucircumflex udieresis ugrave underscore union universal upsilon weierstrass xi yacute ydieresis yen zcaron zero
zeroinferior zerooldstyle zerosuperior zeta
""".split()
)


def is_plain(name: str) -> bool:
    """Tell whether a glyph's name, with its slash, is that of a character."""
    return name[1:] in KNOWN or NUMBERED.match(name) is not None
