/**
 * What people and models write as a reaction, and Rocket.Chat's name for it. The server has some 3000 of them and the
 * workspace's own; whatever is not here goes by its name. Names: emojione, which the server validates against.
 */
const TABLE = `
👍 thumbsup 👎 thumbsdown 👏 clap 🙌 raised_hands 🙏 pray 🤝 handshake 👋 wave 👌 ok_hand ✌ v 🤞 fingers_crossed 🤙 call_me
💪 muscle ✊ fist 👊 punch ✋ raised_hand ☝ point_up 👆 point_up_2 👇 point_down 👈 point_left 👉 point_right ✍ writing_hand
👀 eyes 👁 eye 🧠 brain 🗣 speaking_head 🤷 shrug 🤦 face_palm 🙋 raising_hand 🙈 see_no_evil 🙉 hear_no_evil 🙊 speak_no_evil
😀 grinning 😃 smiley 😄 smile 😁 grin 😆 laughing 😅 sweat_smile 🤣 rofl 😂 joy 🙂 slight_smile 🙃 upside_down 😉 wink
😊 blush 😇 innocent 😍 heart_eyes 😘 kissing_heart 😋 yum 😛 stuck_out_tongue 😜 stuck_out_tongue_winking_eye 🤗 hugging
🤔 thinking 🤐 zipper_mouth 😐 neutral_face 😑 expressionless 😶 no_mouth 😏 smirk 😒 unamused 🙄 rolling_eyes 😬 grimacing
😌 relieved 😔 pensive 😪 sleepy 😴 sleeping 😷 mask 🤒 thermometer_face 🤕 head_bandage 🤢 nauseated_face 😵 dizzy_face
🤯 exploding_head 🤠 cowboy 😎 sunglasses 🤓 nerd 🧐 face_with_monocle 😕 confused 😟 worried 🙁 slight_frown 😮 open_mouth
😯 hushed 😲 astonished 😳 flushed 😨 fearful 😰 cold_sweat 😢 cry 😭 sob 😱 scream 😞 disappointed 😓 sweat 😩 weary
😫 tired_face 😤 triumph 😡 rage 😠 angry 💀 skull 💩 poop 🤖 robot 👻 ghost 👽 alien 😈 smiling_imp
❤ heart 🧡 orange_heart 💛 yellow_heart 💚 green_heart 💙 blue_heart 💜 purple_heart 🖤 black_heart 💔 broken_heart
💕 two_hearts 💖 sparkling_heart 💯 100 💥 boom 💫 dizzy 💦 sweat_drops 💨 dash 💬 speech_balloon 💭 thought_balloon 💤 zzz
🔥 fire ✨ sparkles ⭐ star 🌟 star2 ☀ sunny ☁ cloud ⚡ zap ❄ snowflake 🌈 rainbow 🌍 earth_africa 🌎 earth_americas
🎉 tada 🎊 confetti_ball 🎈 balloon 🎁 gift 🏆 trophy 🥇 first_place 🎯 dart 🎂 birthday 🍰 cake 🍕 pizza 🍺 beer 🍻 beers
🥂 champagne_glass ☕ coffee 🚀 rocket ✈ airplane 🚗 red_car 🚧 construction 🏁 checkered_flag 🚩 triangular_flag_on_post
✅ white_check_mark ☑ ballot_box_with_check ✔ heavy_check_mark ❌ x ✖ heavy_multiplication_x ➕ heavy_plus_sign
➖ heavy_minus_sign ❓ question ❔ grey_question ❗ exclamation ❕ grey_exclamation ⚠ warning 🚫 no_entry_sign ⛔ no_entry 🛑 octagonal_sign
ℹ information_source 🔴 red_circle 🔵 blue_circle ⚪ white_circle ⚫ black_circle 🆗 ok 🆕 new 🔝 top 🔁 repeat 🔄 arrows_counterclockwise
⏳ hourglass_flowing_sand ⌛ hourglass ⏰ alarm_clock ⏱ stopwatch ⏸ pause_button ⏹ stop_button ▶ arrow_forward
📌 pushpin 📍 round_pushpin 📎 paperclip 🔗 link ✏ pencil2 📝 pencil 📖 book 📚 books 📅 date 📆 calendar 📈 chart_with_upwards_trend
📉 chart_with_downwards_trend 📊 bar_chart 📋 clipboard 📦 package 📧 e-mail 📢 loudspeaker 📣 mega 🔔 bell 🔕 no_bell 🔇 mute
🔍 mag 🔎 mag_right 🔒 lock 🔓 unlock 🔑 key 🔨 hammer 🔧 wrench 🛠 tools ⚙ gear 🧪 test_tube 🔬 microscope 💡 bulb 💻 computer 📱 iphone
💰 moneybag 💸 money_with_wings 💊 pill 🗑 wastebasket 🛡 shield 🏷 label 🐛 bug 🐢 turtle 🦀 crab 🦞 lobster 🦄 unicorn 🐱 cat 🐶 dog
👾 space_invader ❎ negative_squared_cross_mark 🚨 rotating_light ♻ recycle 🖥 desktop 🌐 globe_with_meridians
📄 page_facing_up 🗜 compression 🏗 construction_site 🛫 airplane_departure 💁 information_desk_person 🦊 fox 🐙 octopus
🦉 owl 🐝 bee 🐍 snake 🌱 seedling 🍀 four_leaf_clover 🌙 crescent_moon 🎤 microphone`;

const NAMES = new Map(
  [...TABLE.matchAll(/(\S+) (\S+)/g)].flatMap(([, emoji, name]) => (emoji && name ? [[plain(emoji), name]] : [])),
);

/** A name as models write it: `thumbsup`, `:thumbsup:`, `:thumbs-up_2:`; one of Rocket.Chat's has no capitals of its own. */
const NAME = /^:?([\w+-]{1,64}):?$/;

/**
 * `:name:` for an emoji or for its name.
 *
 * @returns undefined for an emoji whose name is not known here, and for what is neither
 */
export function emojiName(written: string): string | undefined {
  const text = written.trim();
  const name = NAMES.get(plain(text)) ?? NAME.exec(text)?.[1];
  return name && `:${name}:`;
}

/** Without the signs that say how an emoji is drawn and of which colour its skin is. */
function plain(emoji: string): string {
  return emoji.replace(/[\u{FE0E}\u{FE0F}\u{1F3FB}-\u{1F3FF}]/gu, '');
}
