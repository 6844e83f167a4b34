// The server knows some 3000 emojis and the workspace's custom ones; these are enough to tell a known from an unknown one.
const NAMES = `
+1 -1 100 alarm_clock arrows_counterclockwise bell blue_heart books brain broken_heart bug bulb calendar checkered_flag clap
clock3 clown cloud coffee confetti_ball confused construction crab cry dart dizzy ear exclamation eye eyes face_palm fire
fist flushed gear ghost gift globe_with_meridians green_heart grin grinning hammer hammer_and_wrench hand heart heart_eyes
heavy_check_mark hourglass hourglass_flowing_sand house hugging_face hundred information_source innocent joy key
keycap_ten kiss label laughing link lobster lock loudspeaker mag mailbox man_facepalming memo mega microscope mute
mag_right muscle mushroom name_badge negative_squared_cross_mark neutral_face nerd_face no_entry no_entry_sign ok ok_hand
one open_mouth package page_facing_up party_popper pause_button paperclip party_parrot pencil pencil2 person_facepalming pill
point_up pray purple_heart pushpin question rage rainbow raised_hand raised_hands recycle red_circle relaxed relieved
robot robot_face rocket rofl rolling_eyes rotating_light sad satisfied scream see_no_evil shield shrug skull sleeping
slight_smile slightly_smiling_face smile smiley smirk sob sparkles speech_balloon stars stop_button stopwatch sunglasses
sweat_smile tada thinking thinking_face thought_balloon thumbsdown thumbsup tool trophy two triangular_flag_on_post
turtle unlock upside_down_face v vulcan warning wastebasket wave white_check_mark white_circle wink wrench writing_hand
x yellow_heart yum zap zipper_mouth_face zzz`;

const known = new Set(NAMES.trim().split(/\s+/));

/** @param reaction in the server's form, `:name:` */
export function isEmoji(reaction: string): boolean {
  return known.has(reaction.slice(1, -1));
}
