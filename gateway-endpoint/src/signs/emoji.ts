/**
 * Emojis as Rocket.Chat calls them (`:name:`), by what OpenClaw's configurations and agents hold. Not all of Unicode: a
 * reaction is one of a few dozen signs, and names that a server does not know are refused by it.
 */
const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  `
  👀 eyes  👍 thumbsup  👎 thumbsdown  👌 ok_hand  👏 clap  🙏 pray  🙌 raised_hands  💪 muscle  ✋ raised_hand
  👋 wave  🤝 handshake  ✍ writing_hand  🤔 thinking  🧠 brain  💡 bulb  🤖 robot  🦞 lobster  🦀 crab  👾 space_invader
  ✅ white_check_mark  ☑ ballot_box_with_check  ✔ heavy_check_mark  ❌ x  ❎ negative_squared_cross_mark  ❗ exclamation
  ❓ question  ⚠ warning  🚫 no_entry_sign  ⛔ no_entry  🛑 octagonal_sign  🚨 rotating_light  ⏳ hourglass_flowing_sand
  ⌛ hourglass  ⏰ alarm_clock  ⏱ stopwatch  🔄 arrows_counterclockwise  ♻ recycle  ⏸ pause_button  ⏹ stop_button
  🛠 tools  🔧 wrench  🔨 hammer  ⚙ gear  💻 computer  🖥 desktop  🌐 globe_with_meridians  🌍 earth_africa  🔍 mag
  🔎 mag_right  🔗 link  📎 paperclip  📌 pushpin  📝 pencil  ✏ pencil2  📄 page_facing_up  📚 books  📅 calendar
  📦 package  🗜 compression  🏗 construction_site  🚧 construction  🛫 airplane_departure  🚀 rocket  💁 information_desk_person
  🎉 tada  🎊 confetti_ball  🎯 dart  🏁 checkered_flag  🏆 trophy  ⭐ star  🌟 star2  ✨ sparkles  💫 dizzy  ⚡ zap
  🔥 fire  💯 100  💥 boom  💬 speech_balloon  💭 thought_balloon  🔔 bell  🔒 lock  🔓 unlock  🔑 key  🛡 shield
  ❤ heart  🧡 orange_heart  💛 yellow_heart  💚 green_heart  💙 blue_heart  💜 purple_heart  💔 broken_heart
  🙂 slight_smile  😀 grinning  😄 smile  😁 grin  😂 joy  🤣 rofl  😉 wink  😊 blush  😎 sunglasses  😅 sweat_smile
  😐 neutral_face  😕 confused  😢 cry  😭 sob  😱 scream  😡 rage  😴 sleeping  💤 zzz  🤯 exploding_head
  🤷 shrug  🤦 face_palm  💀 skull  👻 ghost  🐛 bug  🐢 turtle  🦊 fox  🐱 cat  🐶 dog  🐙 octopus
  🦉 owl  🐝 bee  🦄 unicorn  🐍 snake  🌱 seedling  🍀 four_leaf_clover  ☕ coffee  🌈 rainbow  ☀ sunny  🌙 crescent_moon
  🔴 red_circle  🔵 blue_circle  ⚪ white_circle  🎤 microphone  📣 mega
  `
    .trim()
    .split(/\s{2,}|\n\s*/)
    .map((pair) => pair.split(' ')),
);

/** Of colour and shape: the same sign to us. */
const VARIANTS = /[\ufe0e\ufe0f]|[\u{1f3fb}-\u{1f3ff}]/gu;

/**
 * `👀`, `eyes` or `:eyes:` → `:eyes:`.
 *
 * @returns undefined for an emoji whose name is not known here
 */
export function emojiName(emoji: string): string | undefined {
  const bare = emoji.trim().replace(VARIANTS, '');
  const [, name = NAMES[bare]] = /^:?([\w+-]{1,64}):?$/.exec(bare) ?? [];
  return name && `:${name}:`;
}
