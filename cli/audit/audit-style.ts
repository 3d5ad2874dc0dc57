/** The print stylesheet of the audit: A4, the title and page numbers in the margins, rows that do not break. */
export function auditStyle(title: string): string {
  return `
@page {
  size: A4;
  margin: 20mm 16mm 18mm;
  @top-center { content: "${title.replace(/["\\\n<]/g, "")}"; font-size: 9pt; }
  @bottom-center { content: "第 " counter(page) " 页，共 " counter(pages) " 页"; font-size: 9pt; }
}
body { font: 10.5pt/1.5 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; color: #000; margin: 0 auto; max-width: 178mm; }
h1 { font-size: 18pt; text-align: center; margin: 0 0 4mm; }
h2 { font-size: 12pt; margin: 6mm 0 2mm; break-after: avoid; }
header p { margin: 0; text-align: center; }
table { border-collapse: collapse; width: 100%; table-layout: auto; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.5pt solid #000; padding: 1mm 1.5mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eee; print-color-adjust: exact; }
.gap { font-weight: bold; }
footer { margin-top: 12mm; break-inside: avoid; }
.signatures td { border: 0; border-bottom: 0.5pt solid #000; padding-top: 10mm; width: 33%; }
`;
}
