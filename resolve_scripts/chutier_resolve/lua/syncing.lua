-- Chutier, executor in Lua: sound linked to picture by timecode, and what came of it read back.
-- Part of a script that chutier generates; it is generated from nothing else and may be read here as it stands.
-- Uses: data, safe, looking.

local syncing = {}

-- Blackmagic's README, 19.1: keys and values are constants of the live handle; an unknown key refuses the whole.
local SETTINGS = {
  { "AUDIO_SYNC_MODE", "AUDIO_SYNC_TIMECODE" },
  { "AUDIO_SYNC_RETAIN_EMBEDDED_AUDIO", true },
  { "AUDIO_SYNC_RETAIN_VIDEO_METADATA", true },
}

-- The call's settings; nil where this edition or version has no sync. Asking a free edition would open a window that
-- offers the paid one, and block every call after it.
local function settings_of(session)
  local resolve = session.resolve
  if not looking.is_studio(resolve, safe.steady_text(resolve, "GetProductName")) then return nil end
  if not safe.has(session:pool(), "AutoSyncAudio") then return nil end
  local settings = {}
  for _, setting in ipairs(SETTINGS) do
    local key, value = safe.constant(resolve, setting[1]), setting[2]
    if value ~= true then value = safe.constant(resolve, value) end
    if key ~= nil and value ~= nil then settings[key] = value end
  end
  local mode = safe.constant(resolve, SETTINGS[1][1])
  return mode ~= nil and settings[mode] ~= nil and settings or nil
end

local function synced(handle)
  return safe.steady_text(handle, "GetClipProperty", "Synced Audio")
end

local function send(session, pairs_of, settings)
  if #pairs_of == 0 or not settings then return settings ~= nil end
  local handles = {}
  for _, pair in ipairs(pairs_of) do handles[#handles + 1] = pair.picture.handle end
  for _, pair in ipairs(pairs_of) do
    for _, sound in ipairs(pair.sounds) do
      if not data.contains(handles, sound.handle) then handles[#handles + 1] = sound.handle end
    end
  end
  local _, failure = safe.attempt(safe.call, session:pool(), "AutoSyncAudio", handles, settings)
  if failure then session:check_alive() end
  return true
end

local function file_name(path)
  return path:gsub("\\", "/"):match("([^/]*)$")
end

local function is_right(now, sounds)
  local names = {}
  for _, sound in ipairs(sounds) do names[file_name(sound.path)] = true end
  if now == "" then return false end
  for name in (now .. ","):gmatch("([^,]*),") do
    if not names[file_name(data.stripped(name))] then return false end
  end
  return true
end

local function became(session, pair, possible)
  local now, failure = pair.before, nil
  if now == "" then now, failure = safe.attempt(synced, pair.picture.handle) end
  if failure then return session:refusal(failure) end
  local right = is_right(now, pair.sounds)
  if pair.before ~= "" then
    return right and { state = "there" } or { state = "kept", why = "synced-by-hand", detail = pair.before }
  end
  if not possible then return { state = "failed", why = "studio", detail = "" } end
  if right then return { state = "done" } end
  return session:refusal({ why = now ~= "" and "wrong-sound" or "not-synced", detail = now })
end

local function pair_of(session, asked)
  local pair = { picture = session:find(asked.picture), sounds = {} }
  for place, ref in ipairs(asked.sounds) do pair.sounds[place] = session:find(ref) end
  pair.before = synced(pair.picture.handle)
  return pair
end

local function group(session, asked, settings)
  local found, open, answers = {}, {}, data.list()
  for place, one in ipairs(asked) do
    local pair, failure = safe.attempt(pair_of, session, one)
    found[place] = pair or session:refusal(failure)
    if pair and pair.before == "" then open[#open + 1] = pair end
  end
  local sent = send(session, open, settings)
  if #open > 1 then
    -- A sound that fits several pictures goes to one of them: what was left out is asked for alone.
    for _, pair in ipairs(open) do
      if synced(pair.picture.handle) == "" then send(session, { pair }, settings) end
    end
  end
  for place, one in ipairs(found) do answers[place] = one.state and one or became(session, one, sent) end
  return answers
end

-- `groups`: pairs that can be synced in one call without taking one another's sound.
function syncing.perform(session, args, answer)
  answer.groups = data.list()
  looking.settle(session)
  local settings = settings_of(session)
  session:as_found(function()
    for place, one in ipairs(args.groups) do answer.groups[place] = group(session, one.pairs, settings) end
  end)
end

return syncing
