/**
 * One look for reports, web pages and (inlined) e-mail. Colours are pairs that keep 4.5:1 for text and 3:1 for
 * marks in light and in dark (WCAG 1.4.3, 1.4.11); a verdict is told by its word and its mark, never by colour alone.
 */
export const styles = `
:root{color-scheme:light dark;--ink:#1b2430;--soft:#4a5564;--paper:#fff;--panel:#f4f6f8;--line:#c5ccd5;--link:#0b4f9e;--accent:#123f6d;
--met:#14683a;--met-bg:#e3f3e8;--partly:#7a4b00;--partly-bg:#fcf0d9;--not:#9c1c1c;--not-bg:#fbe7e6;--tell:#4b3f92;--tell-bg:#ecebf8;--na:#55606e;--na-bg:#eceff2;--focus:#ffbf47}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf1;--soft:#b3bdc9;--paper:#12171d;--panel:#1c232c;--line:#465261;--link:#8fc2ff;--accent:#9cc8f5;
--met:#8fdcae;--met-bg:#15301f;--partly:#f1c878;--partly-bg:#352812;--not:#ffaaa3;--not-bg:#3d1a1a;--tell:#c3bbff;--tell-bg:#28244a;--na:#b9c2cd;--na-bg:#262e38}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.wrap{max-width:62rem;margin:0 auto;padding:0 1rem}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;background:var(--focus);color:#111;padding:.4rem .8rem;z-index:2}
a{color:var(--link);text-underline-offset:.15em}a:hover{text-decoration-thickness:.15em}
:focus-visible{outline:.2rem solid var(--link);outline-offset:.15rem}
h1,h2,h3,h4{line-height:1.25;margin:1.6em 0 .5em;text-wrap:balance}
h1{font-size:clamp(1.5rem,4.5vw,2.1rem);margin:.3em 0}h2{font-size:1.45rem;border-top:.2rem solid var(--accent);padding-top:.6rem;margin-top:2.4rem}h3{font-size:1.15rem}h4{font-size:1rem;margin:.9em 0 .3em}
p,ul,ol,dl{margin:.5em 0}ul{padding-left:1.3rem}ol{padding-left:1.9rem}li{margin:.2em 0}
.mast{background:var(--panel);border-bottom:1px solid var(--line);padding:1.2rem 0}.mast p{margin:.2em 0}
.soft{color:var(--soft)}.small{font-size:.875rem}
.toc ul{columns:2 14rem;list-style:none;padding:0}.columns{columns:2 16rem}
bdi{unicode-bidi:isolate}p,li,dd,h1,h2,h3,h4,q{overflow-wrap:anywhere}th,td{overflow-wrap:break-word}
code,.mono{font-family:ui-monospace,"SF Mono",Menlo,Consolas,monospace;font-size:.875em;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--panel);border:1px solid var(--line);padding:.7rem;border-radius:.3rem}
.break,a{overflow-wrap:anywhere}
.badge{display:inline-block;border:1px solid currentColor;border-radius:.25rem;padding:.05rem .5rem;font-weight:600;font-size:.875rem;white-space:nowrap}
.badge.met{color:var(--met);background:var(--met-bg)}.badge.partly-met{color:var(--partly);background:var(--partly-bg)}.badge.not-met{color:var(--not);background:var(--not-bg)}
.badge.cannot-tell{color:var(--tell);background:var(--tell-bg);border-style:dashed}.badge.not-applicable{color:var(--na);background:var(--na-bg)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.8rem;margin:1rem 0;padding:0;list-style:none}
.card{border:1px solid var(--line);border-radius:.4rem;padding:.8rem 1rem;background:var(--panel);margin:0}
.card h3,.card h4{margin-top:0}.big{font-size:2rem;font-weight:700;line-height:1.1}
.counts{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;padding:0}
.outcome{border:1px solid var(--line);border-left-width:.4rem;border-radius:.3rem;padding:.7rem 1rem;margin:.9rem 0;break-inside:avoid-page}
.outcome.met{border-left-color:var(--met)}.outcome.partly-met{border-left-color:var(--partly)}.outcome.not-met{border-left-color:var(--not)}.outcome.cannot-tell{border-left-color:var(--tell);border-left-style:dashed}.outcome.not-applicable{border-left-color:var(--na)}
.outcome h3{margin:0 0 .3rem}.outcome h4{margin:0 0 .3rem;font-size:1.05rem}.outcome .quote{color:var(--soft);font-style:italic}
.remedy{background:var(--panel);border-radius:.3rem;padding:.5rem .7rem;margin:.6rem 0}
.evidence{font-size:.9rem}.evidence q{color:var(--soft)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}caption{text-align:left;font-weight:600;padding:.4rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}thead th{border-bottom:.15rem solid var(--accent)}td.num,th.num{text-align:right;font-variant-numeric:tabular-nums}
.dense th,.dense td{padding:.35rem .4rem;font-size:.8125rem}.dense tbody th{min-width:8rem}
.bar{display:block;width:100%;height:1rem;min-width:8rem}
.bar .track{fill:var(--na-bg);stroke:var(--line)}.bar .sure{fill:var(--accent)}.bar .open{fill:url(#hatch)}
.hatch-line{stroke:var(--accent);stroke-width:3}
.stack{display:block;width:100%;max-width:24rem;height:1rem;min-width:7rem}.stack rect{stroke:var(--paper);stroke-width:.6;vector-effect:non-scaling-stroke}
.seg-met{fill:var(--met)}.seg-partly-met{fill:var(--partly)}.seg-not-met{fill:var(--not)}.seg-cannot-tell{fill:url(#hatch-open)}.hatch-open-line{stroke:var(--tell);stroke-width:2}.hatch-open-ground{fill:var(--tell-bg)}
.ranges{display:block;width:100%;height:auto;max-width:46rem}.ranges .range{stroke:var(--accent)}.ranges .grid{stroke:var(--line);stroke-width:.5}.ranges text{fill:var(--soft);font-size:10px}
.key{display:inline-block;width:1rem;height:.8rem;vertical-align:baseline;border:1px solid var(--line)}
figure{margin:1.2rem 0}.nowrap{white-space:nowrap}.site+.wrap h1{margin-top:.9em}
.site nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1rem;list-style:none;padding:0;margin:.4rem 0}.site nav [aria-current]{font-weight:700}
.legend{font-size:.875rem;color:var(--soft)}
footer{margin:3rem 0 2rem;border-top:1px solid var(--line);padding-top:1rem;font-size:.875rem;color:var(--soft)}
@media (max-width:40rem){
table.fold thead{position:absolute;left:-999rem}table.fold tr{display:block;border:1px solid var(--line);border-radius:.3rem;margin:.6rem 0;padding:.3rem .6rem}
table.fold td,table.fold th[scope=row]{display:flex;gap:.8rem;justify-content:space-between;border:0;padding:.2rem 0;text-align:right;overflow-wrap:anywhere;min-width:0}
table.fold td::before,table.fold th[scope=row]::before{content:attr(data-label);font-weight:600;text-align:left;color:var(--soft);flex:0 0 auto;max-width:50%}
table.fold td.num{text-align:right}.dense tbody th{min-width:0}.dense.fold td,.dense.fold th[scope=row]{font-size:.875rem;padding:.2rem 0}.toc ul{columns:1}
}
@media print{
:root{color-scheme:light;--ink:#000;--soft:#333;--paper:#fff;--panel:#fff;--line:#999;--link:#000;--accent:#123f6d;--met:#14683a;--met-bg:#fff;--partly:#7a4b00;--partly-bg:#fff;--not:#9c1c1c;--not-bg:#fff;--tell:#4b3f92;--tell-bg:#fff;--na:#444;--na-bg:#fff}
body{font-size:10pt}.wrap{max-width:none;padding:0}.skip,.toc{display:none}h2{break-after:avoid}h3,h4{break-after:avoid}.outcome,tr,.card{break-inside:avoid}
a[href^=http]::after{content:" (" attr(href) ")";font-size:.8em;overflow-wrap:anywhere}a.address::after,.evidence a::after,td a::after,th a::after{content:none}
.scroll{overflow:visible}.dense th,.dense td{padding:.15rem .2rem;font-size:7pt}.dense tbody th{min-width:0}
@page{margin:16mm 14mm}
}
`;
