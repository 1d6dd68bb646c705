/**
 * Playwright switches the first of these off by itself; they are repeated because of several such lists Chromium heeds the
 * last alone. The others draw the suggestions of an address bar that nobody types into: two pages of the browser's own for
 * each site's window, half the processor time of examining a single page.
 */
export const FEATURES_OFF = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "TcpPortRandomizationWin",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
  "msForceBrowserSignIn",
  "msEdgeUpdateLaunchServicesPreferredVersion",
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
];

/** What every Chromium that nobody sits before is told besides what Playwright tells it. */
export const UNATTENDED = [
  `--disable-features=${FEATURES_OFF.join(",")}`,
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
