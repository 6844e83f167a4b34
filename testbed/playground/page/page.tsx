import { render } from 'preact';
import { App } from './app.tsx';
import { readAbout } from './client.ts';

const about = await readAbout();
const root = document.getElementById('app');
if (root) render(<App about={about} />, root);
