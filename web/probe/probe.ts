// A page for development only: the interface on a toy engine, without server. Not part of the build.
import { mount } from 'svelte';
import Familie from '../seiten/Familie.svelte';
import '../seiten/stil.css';
import { State } from '../seiten/zustand.svelte';
import { speak } from '../texte/texte.svelte';
import { toyMotor } from './spielmotor';

if (new URLSearchParams(location.search).get('lang') === 'en') await speak('en');
mount(Familie, { target: document.getElementById('familie')!, props: { state: new State(toyMotor(), '2026-11') } });
