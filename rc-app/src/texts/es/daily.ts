import { grammarOf } from '@rocketchat-openclaw/shared';
import type { Texts } from '../pattern.ts';

/** Texts for admins who look after the app from day to day, in Spanish. */

const { plural } = grammarOf('es');

const OUTCOME = {
  accepted: 'aceptado',
  duplicate: 'OpenClaw ya lo tenía',
  refused: 'rechazado',
  failed: 'fallido',
  waits: 'espera aquí, porque el último intento falló',
  'given-up': 'abandonado',
  done: 'hecho',
} as const;

export const LOG = {
  head: (count) =>
    plural(
      count,
      'Una entrada. La hora es UTC. → es un evento para OpenClaw, y su registro tiene el mismo ID; ← es un comando de allí.',
      `Las últimas ${count}, primero las más recientes. Las horas son UTC. → es un evento para OpenClaw, y su registro tiene el mismo ID; ← es un comando de allí.`,
    ),
  none: 'Últimamente no se ha entregado nada.',
  noneWith: (id) => `Ninguna de las últimas 200 entradas tiene «${id}» en su ID o como sala.`,
  line: ({ at, way, kind, where, outcome, why, ms, id }) => {
    const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
    const what = `${way === 'out' ? '→' : '←'} \`${kind}\`${where ? ` en ${where}` : ''}`;
    return `• ${time} ${what}: ${OUTCOME[outcome]}${why ? `: ${why}` : ''} (${ms} ms), \`${id}\``;
  },
  room: (id) => `sala \`${id}\``,
  direct: 'una sala directa',
} as const satisfies Texts['LOG'];

export const PAUSE = {
  isOn: '⏸️ En pausa: no se envía nada a OpenClaw. Los mensajes escritos durante la pausa no se envían nunca.',
  isOff: '▶️ La pausa ha terminado: los mensajes se vuelven a enviar a OpenClaw.',
  notStored: '❌ El servidor no ha guardado el ajuste *Pausa*. Mira los ajustes de la aplicación.',
} as const satisfies Texts['PAUSE'];

const WORDS =
  'Estos comandos hacen lo mismo: `/openclaw status`, `log`, `failed`, `retry`, `pause`, `resume`, `here on`, `here off`.';

export const PANEL = {
  title: 'OpenClaw',
  opened: `El panel se abre junto a esta sala. ¿Tu cliente no muestra ninguno? ${WORDS}`,
  cannotOpen: `Tu cliente no puede mostrar un panel. ${WORDS}`,
  notYours: 'Este panel es para administradores y para los propietarios de esta sala.',
  adminsOnly: '❌ Solo un administrador puede hacer eso.',
  isSlow: '⏳ Tarda más de lo normal y sigue en marcha. Pulsa *Actualizar* en un momento.',
  stillTrying: '⏳ El gateway todavía no ha respondido. Pulsa *Actualizar* en un momento.',
  asBefore: 'Es el último estado conocido: el gateway no ha respondido ahora en dos segundos.',
  nothingWaits: 'Aquí no espera ningún evento.',
  failed: (lines) => (lines === 0 ? '*Abandonados:* ninguno' : '*Abandonados*'),
  log: (lines) =>
    lines === 0 ? '*Últimas entregas:* ninguna' : '*Últimas entregas* (UTC; `/openclaw log 50` muestra más)',
  roomIsOn: '*Esta sala:* aquí estoy conectado.',
  roomIsOff: '*Esta sala:* aquí estoy desconectado. Nada de lo que se diga aquí se envía a OpenClaw.',
  refresh: 'Actualizar',
  pause: 'Pausar',
  resume: 'Reanudar',
  resend: 'Reenviar todos',
  on: 'Conectar',
  off: 'Desconectar',
} as const satisfies Texts['PANEL'];
