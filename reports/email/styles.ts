import { colour, DARK, LIGHT } from "./palette.js";

const light = (name: string) => colour(LIGHT, name);
const dark = (name: string) => colour(DARK, name);
const VERDICT_COLOURS = [
  ["met", "met"],
  ["partly-met", "partly"],
  ["not-met", "not"],
  ["cannot-tell", "tell"],
  ["not-applicable", "na"],
] as const;

/**
 * What ordinary clients understand: no variables, grids or clamps; Outlook sets type by its Word engine, so sizes are
 * in pixels and fonts are ones every machine has. Inlined before sending; only the dark colours and the narrow-screen
 * rules stay in the head, for the clients that read them.
 */
export const mailStyles = `
body{margin:0;padding:0;background-color:${light("panel")};-webkit-text-size-adjust:100%}
table{border-collapse:collapse;border-spacing:0}
td,p,h1,h2,h3,li{font-family:Arial,Helvetica,sans-serif;color:${light("ink")}}
td{padding:0}
p,li{font-size:16px;line-height:24px;margin:0 0 10px 0}
h1{font-size:24px;line-height:30px;margin:0 0 6px 0;font-weight:bold}
h2{font-size:20px;line-height:26px;margin:0 0 10px 0;font-weight:bold}
h3{font-size:16px;line-height:22px;margin:10px 0 6px 0;font-weight:bold}
a{color:${light("link")};text-decoration:underline}
td,p,li,a,h1,h3{word-break:break-word;overflow-wrap:anywhere}
.sheet{width:100%;max-width:640px;background-color:${light("paper")}}
.part{padding:20px 24px 10px 24px}
.mast{padding:22px 24px 14px 24px;border-top:6px solid ${light("accent")}}
.rule{border-top:1px solid ${light("line")}}
.soft{color:${light("soft")}}
.small{font-size:14px;line-height:21px}
.count{font-size:26px;line-height:30px;font-weight:bold;padding:10px 4px 0 4px;text-align:center}
.count-word{font-size:14px;line-height:18px;padding:0 4px 10px 4px;text-align:center}
.card{padding:12px 14px 4px 14px;border-left:5px solid ${light("line")};background-color:${light("panel")}}
.gap{height:10px;line-height:10px;font-size:10px}
.button{padding:12px 20px;background-color:${light("accent")};text-align:center}
.button a{color:#ffffff;font-weight:bold;font-size:16px;line-height:20px;text-decoration:none;display:inline-block}
.preheader{display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden}
${VERDICT_COLOURS.map(([verdict, name]) => `.v-${verdict}{color:${light(name)}}.b-${verdict}{background-color:${light(`${name}-bg`)}}.l-${verdict}{border-left-color:${light(name)}}`).join("\n")}
@media (max-width:480px){
.part,.mast{padding-left:16px!important;padding-right:16px!important}
h1{font-size:22px!important;line-height:28px!important}
.count{font-size:20px!important}.count-word{font-size:12px!important;line-height:16px!important}
}
@media (prefers-color-scheme:dark){
body,.ground{background-color:${dark("panel")}!important}
.sheet{background-color:${dark("paper")}!important}
td,p,h1,h2,h3,li,.sheet td{color:${dark("ink")}!important}
.soft,p.soft,.sheet .soft{color:${dark("soft")}!important}
a{color:${dark("link")}!important}
.mast{border-top-color:${dark("accent")}!important}
.rule{border-top-color:${dark("line")}!important}
.card{background-color:${dark("panel")}!important}
.button{background-color:${dark("accent")}!important}
.button a{color:${dark("paper")}!important}
${VERDICT_COLOURS.map(([verdict, name]) => `.sheet .v-${verdict}{color:${dark(name)}!important}.sheet .b-${verdict}{background-color:${dark(`${name}-bg`)}!important}.sheet .l-${verdict}{border-left-color:${dark(name)}!important}`).join("\n")}
}
`;
