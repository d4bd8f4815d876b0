// The peer of "symbiont bench step": Playwright with a Chromium of its own, doing what WebArena's
// browser environment does. Reads one JSON object a line, answers each with one.
//   {"open": url}                     -> {"title"}
//   {"observe": true}                 -> {"milliseconds", "nodes", "characters"}
//   {"step": selector}                -> {"milliseconds", "nodes", "characters"}
//   {"quit": true}
// The first line it writes says what it is: {"playwright", "chromium"} or {"missing": reason}.
import {createRequire} from 'node:module';
import {createInterface} from 'node:readline';
import {join} from 'node:path';

const say = object => process.stdout.write(JSON.stringify(object) + '\n');

function loadPlaywright() {
    const folders = [process.env.SYMBIONT_NODE_MODULES, process.cwd(), process.argv[1]].filter(Boolean);
    for (const folder of folders) {
        for (const base of [join(folder, 'x.js'), join(folder, 'node_modules', 'x.js')]) {
            try {
                const require = createRequire(base);
                return {...require('playwright-core'), version: require('playwright-core/package.json').version};
            } catch { /* looked for elsewhere */ }
        }
    }
    return null;
}

// What browser_env prints of each node, and the properties that it leaves out.
const IGNORED_PROPERTIES = new Set(['focusable', 'editable', 'readonly', 'level', 'settable', 'multiline', 'invalid']);
const NAMELESS_ROLES = new Set(['generic', 'img', 'list', 'strong', 'paragraph', 'banner', 'navigation', 'Section',
    'LabelText', 'Legend', 'listitem']);

function quoted(text) {
    return text.includes("'") && !text.includes('"') ? '"' + text + '"' : "'" + text.replace(/'/g, "\\'") + "'";
}

function textOf(nodes) {
    const byId = new Map();
    for (const node of nodes) if (!byId.has(node.nodeId)) byId.set(node.nodeId, node);
    const write = (node, depth) => {
        let text = '';
        let valid = false;
        const role = node.role?.value;
        const name = node.name?.value;
        if (role !== undefined && name !== undefined) {
            text = '\t'.repeat(depth) + `[${node.nodeId}] ${role} ${quoted(name)}`;
            const properties = [];
            for (const property of node.properties ?? [])
                if (!IGNORED_PROPERTIES.has(property.name) && property.value?.value !== undefined)
                    properties.push(`${property.name}: ${property.value.value}`);
            if (properties.length > 0) text += ' ' + properties.join(' ');
            valid = name.trim() !== '' || (properties.length > 0 ? role !== 'listitem' : !NAMELESS_ROLES.has(role));
            if (!valid) text = '';
        }
        for (const id of node.childIds ?? []) {
            const child = byId.get(id);
            if (!child) continue;
            const inner = write(child, valid ? depth + 1 : depth);
            if (inner.trim() !== '') text += (text.trim() !== '' ? '\n' : '') + inner;
        }
        return text;
    };
    return cleaned(nodes.length > 0 ? write(nodes[0], 0) : '');
}

/// Drops text that one of the three kept lines before it already shows.
function cleaned(text) {
    const kept = [];
    for (const line of text.split('\n')) {
        if (line.toLowerCase().includes('statictext')) {
            const match = /\[-?\d+\] StaticText (.+)/.exec(line);
            const shown = match ? match[1].slice(1, -1) : '';
            if (shown && kept.slice(-3).every(one => !one.includes(shown))) kept.push(line);
        } else {
            kept.push(line);
        }
    }
    return kept.join('\n');
}

async function observe(client) {
    const {nodes} = await client.send('Accessibility.getFullAXTree', {});
    const text = textOf(nodes);
    return {nodes: nodes.filter(node => !node.ignored).length, characters: text.length};
}

async function main() {
    const playwright = loadPlaywright();
    if (!playwright) {
        say({missing: 'playwright-core is not installed: npm install playwright-core, and set SYMBIONT_NODE_MODULES to its folder'});
        return;
    }
    let browser;
    try {
        browser = await playwright.chromium.launch({
            executablePath: process.env.SYMBIONT_CHROMIUM ?? '/usr/bin/chromium',
            headless: true,
            args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
        });
    } catch (error) {
        say({missing: 'Playwright cannot start Chromium: ' + String(error.message).split('\n')[0]});
        return;
    }
    const context = await browser.newContext({viewport: {width: 1280, height: 720}, deviceScaleFactor: 1});
    const page = await context.newPage();
    page.setDefaultTimeout(120000);  // a busy machine is no reason to give up
    const client = await context.newCDPSession(page);
    await client.send('Accessibility.enable');
    say({playwright: playwright.version, chromium: browser.version()});
    for await (const line of createInterface({input: process.stdin})) {
        const wish = JSON.parse(line);
        try {
            if (wish.open) {
                await page.goto(wish.open, {waitUntil: 'load'});
                say({title: await page.title()});
            } else if (wish.observe) {
                const start = performance.now();
                const seen = await observe(client);
                say({milliseconds: performance.now() - start, ...seen});
            } else if (wish.step) {
                const start = performance.now();
                await page.click(wish.step);
                await page.waitForLoadState('load');
                const seen = await observe(client);
                say({milliseconds: performance.now() - start, ...seen});
            } else if (wish.quit) {
                break;
            }
        } catch (error) {
            say({error: String(error.message).split('\n')[0]});
        }
    }
    await browser.close();
}

await main();
process.exit(0);
