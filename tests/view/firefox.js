/** A reader's first steps in Firefox: opens the page, searches, reads evidence, asks. Prints what was seen as JSON. */

import puppeteer from "puppeteer-core";

const [executablePath, address] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
const page = await browser.newPage();
/** @type {string[]} */ const complaints = [];
/** @type {string[]} */ const requests = [];
page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
page.on("pageerror", (error) => complaints.push(String(error)));
page.on("request", (request) => requests.push(request.url().slice(0, 60)));
await page.setViewport({ width: 1280, height: 800 });
await page.goto(address);
await page.waitForSelector("[aria-busy=false]");

const text = (/** @type {string} */ selector) => page.$eval(selector, (element) => /** @type {HTMLElement} */ (element).innerText);
const seen = { opened: await text("#panel .lead"), painted: 0, found: "", evidence: "", answer: "" };
seen.painted = await page.$eval("#chart canvas", (/** @type {any} */ canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((/** @type {number} */ value, /** @type {number} */ i) => i % 4 === 3 && value > 0).length;
});
await page.keyboard.press("/");
await page.keyboard.type("petro");
await page.keyboard.press("Enter");
seen.found = await text("#panel h2");
await page.click("#tab-disputes");
await page.click("#panel a.row");
seen.evidence = await text("#panel .sides");
await page.click("#tab-ask");
await page.waitForSelector("#panel table", { timeout: 60_000 });
seen.answer = await text("#panel table");
await browser.close();
process.stdout.write(JSON.stringify({ ...seen, complaints, requests }));
