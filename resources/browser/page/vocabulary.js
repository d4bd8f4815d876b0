// Roles and tags by the words Blink has for them.

// Internal role -> what the protocol prints, where the two differ.
const PRINTED = {
    TextField: 'textbox', TextFieldWithComboBox: 'combobox', ComboBoxMenuButton: 'combobox',
    ComboBoxGrouping: 'combobox', PopUpButton: 'combobox', ToggleButton: 'button',
    MenuListOption: 'menuitem', Header: 'banner', Footer: 'contentinfo', Image: 'img',
    Meter: 'meter', MathMLMath: 'math',
};

// ARIA role -> internal role; all others of these stand for themselves.
const ARIA_ROLES = Object.fromEntries((
    'alert alertdialog application article banner blockquote button caption checkbox code '
    + 'columnheader comment complementary contentinfo definition deletion dialog directory '
    + 'doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-backlink doc-biblioentry '
    + 'doc-bibliography doc-biblioref doc-chapter doc-colophon doc-conclusion doc-cover '
    + 'doc-credit doc-credits doc-dedication doc-endnote doc-endnotes doc-epigraph doc-epilogue '
    + 'doc-errata doc-example doc-footnote doc-foreword doc-glossary doc-glossref doc-index '
    + 'doc-introduction doc-noteref doc-notice doc-pagebreak doc-pagefooter doc-pageheader '
    + 'doc-pagelist doc-part doc-preface doc-prologue doc-pullquote doc-qna doc-subtitle doc-tip '
    + 'doc-toc document emphasis feed figure form generic graphics-document graphics-object '
    + 'graphics-symbol grid gridcell group heading insertion link list listbox listitem log main '
    + 'marquee math menu menubar menuitem menuitemcheckbox menuitemradio mark navigation '
    + 'none note option paragraph progressbar radio radiogroup region row rowgroup rowheader '
    + 'scrollbar search searchbox separator slider spinbutton status strong subscript suggestion '
    + 'superscript switch tab table tablist tabpanel term time timer toolbar tooltip tree '
    + 'treegrid treeitem').split(' ').map(role => [role, role]));
Object.assign(ARIA_ROLES, {
    cell: 'gridcell', combobox: 'ComboBoxGrouping', img: 'Image', image: 'Image',
    meter: 'Meter', presentation: 'none', text: 'generic', textbox: 'TextField',
});

const TAG_ROLES = {
    DETAILS: 'Details', METER: 'Meter', PROGRESS: 'progressbar', OUTPUT: 'status', P: 'paragraph',
    LABEL: 'LabelText', LEGEND: 'Legend', RUBY: 'Ruby', DL: 'DescriptionList', AUDIO: 'Audio',
    VIDEO: 'Video', DD: 'DescriptionListDetail', DT: 'DescriptionListTerm', RP: 'RubyAnnotation',
    RT: 'RubyAnnotation', ABBR: 'Abbr', ARTICLE: 'article', CODE: 'code', EM: 'emphasis',
    STRONG: 'strong', DEL: 'deletion', INS: 'insertion', SUB: 'subscript', SUP: 'superscript',
    MAIN: 'main', MARK: 'mark', NAV: 'navigation', ASIDE: 'complementary', PRE: 'Pre',
    DIALOG: 'dialog', IFRAME: 'Iframe', FRAME: 'Iframe', BLOCKQUOTE: 'blockquote',
    CAPTION: 'caption', FIGCAPTION: 'Figcaption', FIGURE: 'figure', TIME: 'time',
    EMBED: 'EmbeddedObject', OBJECT: 'PluginObject', HR: 'separator', FIELDSET: 'group',
    IMG: 'Image', UL: 'list', OL: 'list', MENU: 'list', TEXTAREA: 'TextField', CANVAS: 'Canvas',
    H1: 'heading', H2: 'heading', H3: 'heading', H4: 'heading', H5: 'heading', H6: 'heading',
};

const MATH_ROLES = {
    math: 'MathMLMath', mfrac: 'MathMLFraction', mi: 'MathMLIdentifier',
    mmultiscripts: 'MathMLMultiscripts', mn: 'MathMLNumber', mo: 'MathMLOperator',
    mover: 'MathMLOver', munder: 'MathMLUnder', munderover: 'MathMLUnderOver', mroot: 'MathMLRoot',
    mprescripts: 'MathMLPrescriptDelimiter', none: 'MathMLNoneScript', msqrt: 'MathMLSquareRoot',
    ms: 'MathMLStringLiteral', msub: 'MathMLSub', msubsup: 'MathMLSubSup', msup: 'MathMLSup',
    mtable: 'MathMLTable', mtd: 'MathMLTableCell', mtr: 'MathMLTableRow', mtext: 'MathMLText',
    annotation: 'MathMLText',
};
for (const tag of 'mrow annotation-xml maction merror mpadded mphantom mstyle semantics'.split(' '))
    MATH_ROLES[tag] = 'MathMLRow';

const TABLES = words('table LayoutTable grid treegrid');
const ROWS = words('row LayoutTableRow');
const CELLS = words('gridcell LayoutTableCell columnheader rowheader');
const LINKS = words('link doc-backlink doc-biblioref doc-glossref doc-noteref');
const NEUTRAL_IN_TABLE = words('group generic rowgroup');
const NO_LANDMARK_INSIDE =
    words('ARTICLE ASIDE NAV SECTION BLOCKQUOTE DETAILS FIELDSET FIGURE TD MAIN');
const FORM_CONTROLS = words('BUTTON FIELDSET INPUT OUTPUT SELECT TEXTAREA');
const LISTED = words('BUTTON FIELDSET INPUT OBJECT OUTPUT SELECT TEXTAREA');
const LABELABLE = words('BUTTON INPUT METER OUTPUT PROGRESS SELECT TEXTAREA');
const ARIA_CONTROLS = words('button ToggleButton ComboBoxMenuButton slider radio checkbox '
    + 'TextField switch searchbox TextFieldWithComboBox');
const ALWAYS_INCLUDED = words('Abbr application article banner blockquote complementary deletion '
    + 'contentinfo insertion DescriptionList DescriptionListDetail DescriptionListTerm Details '
    + 'dialog doc-acknowledgments doc-afterword doc-appendix doc-bibliography doc-chapter '
    + 'doc-conclusion doc-credits doc-endnotes doc-epilogue doc-errata doc-foreword doc-glossary '
    + 'doc-introduction doc-part doc-preface doc-prologue doc-toc Figcaption figure Footer form '
    + 'Header list listitem main mark math Meter navigation PluginObject progressbar region Ruby '
    + 'search Section separator subscript superscript time '
    + Object.values(MATH_ROLES).join(' '));
const NAME_FROM_CONTENT = words('button gridcell checkbox columnheader doc-backlink doc-biblioref '
    + 'doc-noteref doc-glossref DisclosureTriangle heading LayoutTableCell LineBreak link option '
    + 'menuitem menuitemcheckbox menuitemradio MenuListOption PopUpButton radio rowheader '
    + 'StaticText switch tab ToggleButton treeitem tooltip math');
// Contribute to the names of ancestors; have a name of their own only when focusable.
const NAME_TO_ANCESTOR = words('Abbr Canvas caption code deletion insertion definition '
    + 'DescriptionListDetail DescriptionList DescriptionListTerm Details emphasis Figcaption Footer '
    + 'FooterAsNonLandmark generic HeaderAsNonLandmark LabelText LayoutTable LayoutTableRow Legend '
    + 'list listitem ListMarker mark none paragraph Pre region row Ruby RubyAnnotation Section '
    + 'strong subscript superscript time suggestion comment '
    + Object.values(MATH_ROLES).filter(role => role !== 'MathMLMath').join(' '));
const CHILDLESS = words('checkbox option MenuListOption progressbar radio slider separator '
    + 'ToggleButton_');
const SVG = 'http://www.w3.org/2000/svg';
const HTML = 'http://www.w3.org/1999/xhtml';
const SVG_RENDERED = words('svg g a text tspan textPath foreignObject use image switch path rect circle '
    + 'ellipse line polyline polygon');
const MEDIA = words('IMG VIDEO CANVAS IFRAME EMBED OBJECT AUDIO FRAME');
const UNSEEN_TAGS = words('SCRIPT STYLE TEMPLATE HEAD LINK META TITLE BASE NOSCRIPT PARAM SOURCE '
    + 'TRACK COL COLGROUP AREA DATALIST NOFRAMES RP');
const BLOCK_FLOWS =
    words('block inline-block list-item flow-root table-cell table-caption inline-list-item');
