// Writes what Hugging Face's Jinja makes of conversations:
//   node render.mjs NODE_MODULES CONVERSATIONS_JSON TOKENIZER_CONFIG_JSON OUT_JSON
import {readFileSync, writeFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

const [modules, conversations, configFile, out] = process.argv.slice(2);
const {Template} = await import(pathToFileURL(`${modules}/@huggingface/jinja/dist/index.js`));
const config = JSON.parse(readFileSync(configFile, 'utf8'));
const token = (value) => typeof value === 'string' ? value : value?.content ?? '';
const template = new Template(config.chat_template);

const results = JSON.parse(readFileSync(conversations, 'utf8')).map((request) => {
    try {
        return {text: template.render({
            messages: request.messages, add_generation_prompt: request.prompt,
            bos_token: token(config.bos_token), eos_token: token(config.eos_token), ...request.options,
        })};
    } catch (error) {
        return {error: String(error)};
    }
});
writeFileSync(out, JSON.stringify(results));
console.log(`${results.length} conversations`);
