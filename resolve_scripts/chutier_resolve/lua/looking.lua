-- Chutier, executor in Lua: reading the whole project. Changes nothing.
-- Part of a script that chutier generates; it is generated from nothing else and may be read here as it stands.
-- Uses: data, safe, Session, Bins.

local looking = {}

-- Third-party metadata of ours.
local PREFIX = "chutier."

local ASKED_FOR = {
  { "resolve", "IsStudio" }, { "pool", "AutoSyncAudio" }, { "pool", "AppendToTimeline" }, { "project", "GetSettings" },
  { "pool", "RefreshFolders" },
}

local text = data.text

-- 21.1 says itself whether it is the paid edition; before that the product's name does.
function looking.is_studio(resolve, product)
  if safe.has(resolve, "IsStudio") then
    local answer = safe.call(resolve, "IsStudio")
    if type(answer) == "boolean" then return answer end
  end
  return product:find("Studio", 1, true) ~= nil
end

-- The frame rate of a project or timeline as text: `25`, `23.976`, `29.97 DF`.
function looking.rate_of(thing)
  local settings = safe.has(thing, "GetSettings") and safe.mapped(safe.call(thing, "GetSettings")) or {}
  local value = settings.timelineFrameRate
  if not data.yes(value) then value = safe.steady(thing, "GetSetting", "timelineFrameRate") end
  return text(value)
end

local function hello_project(project, resolve)
  local things = { resolve = resolve, project = project, pool = safe.steady(project, "GetMediaPool") }
  local seen = { project = safe.name_of(project) or data.null, project_id = safe.identity(project) }
  seen.rate, seen.has = looking.rate_of(project), data.list()
  for _, asked in ipairs(ASKED_FOR) do
    if safe.has(things[asked[1]], asked[2]) then table.insert(seen.has, asked[2]) end
  end
  return seen
end

local function hello_program(session, resolve, product)
  local seen = { product = product, version = data.list(), python = "", lua = _VERSION, os = session.platform }
  for place, number in ipairs(safe.listed_of(resolve, "GetVersion")) do
    if place <= 4 and type(number) == "number" then table.insert(seen.version, data.whole(number)) end
  end
  seen.studio = looking.is_studio(resolve, product)
  local database = safe.mapped(safe.steady(session:manager(), "GetCurrentDatabase"))
  seen.database = data.filled(database) and database or data.null
  seen.page = safe.text_of(resolve, "GetCurrentPage")
  seen.has, seen.project, seen.project_id, seen.rate = data.list(), data.null, "", ""
  return seen
end

-- Who is there: program, version, edition, database, project.
function looking.hello(session, _, answer)
  local product = safe.steady_text(session.resolve, "GetProductName")
  if product == "" then safe.fail("gone") end
  for key, value in pairs(hello_program(session, session.resolve, product)) do answer[key] = value end
  local project = safe.steady(session:manager(), "GetCurrentProject")
  if project == nil then return end
  for key, value in pairs(hello_project(project, session.resolve)) do answer[key] = value end
end

-- Markers by their frame, as text: JSON knows no other key.
local function markers_of(thing)
  local found = {}
  for frame, mark in pairs(safe.mapped(safe.call(thing, "GetMarkers"))) do
    if frame ~= "__flags" then found[text(frame)] = mark end
  end
  return found
end

-- What we have written into a clip's third-party metadata.
function looking.stamp_of(handle)
  local found = {}
  if not safe.has(handle, "GetThirdPartyMetadata") then return found end
  for key, value in pairs(safe.mapped(safe.steady(handle, "GetThirdPartyMetadata"))) do
    if data.starts(tostring(key), PREFIX) then found[key] = text(value) end
  end
  return found
end

local function metadata_of(handle)
  local found = {}
  for key, value in pairs(safe.mapped(safe.steady(handle, "GetMetadata"))) do
    if key ~= "__flags" and text(value) ~= "" then found[tostring(key)] = text(value) end
  end
  return found
end

-- What the answer calls it, and what the program does.
local SHOWN = {
  path = "File Path", name = "Clip Name", type = "Type", color = "Clip Color", synced = "Synced Audio",
  proxy = "Proxy Media Path", fps = "FPS", start = "Start TC", frames = "Frames", usage = "Usage",
  online = "Online Status",
}

-- One clip as plain data; nil for one that went away while we read.
local function clip(session, handle, with_markers)
  local said = safe.attempt(session.properties, session, handle)
  if said == nil then return session:check_alive() end
  if text(said.Type) == "Timeline" then
    local name = text(said["Clip Name"])
    return { type = "Timeline", name = name ~= "" and name or safe.name_of(handle) or "" }
  end
  local seen = { flags = data.words(text(said.Flags)) }
  for name, key in pairs(SHOWN) do seen[name] = text(said[key]) end
  seen.metadata = metadata_of(handle)
  seen.stamp = looking.stamp_of(handle)
  seen.markers = with_markers and markers_of(handle) or {}
  return seen
end

-- The place in `clips`, from 0, of what lies in a timeline; -1 for a title, or what is not in the pool any more.
local function source(session, item, places)
  local handle = safe.steady(item, "GetMediaPoolItem")
  if handle == nil then return -1 end
  local ref = { id = looking.stamp_of(handle)[Session.STAMP] }
  if text(ref.id) == "" then ref.path = safe.text_of(handle, "GetClipProperty", "File Path") end
  local found = safe.attempt(session.find, session, ref)
  return found and places[found] or -1
end

local function timeline(session, line, lines, places)
  local name = safe.name_of(line) or ""
  local cut = safe.listed_of(line, "GetItemListInTrack", "video", 1)
  local seen = { name = name, bin = lines[name] or -1, id = safe.identity(line), rate = looking.rate_of(line) }
  seen.start = safe.text_of(line, "GetStartTimecode")
  seen.items = data.list()
  for place, item in ipairs(cut) do seen.items[place] = source(session, item, places) end
  seen.markers = markers_of(line)
  return seen
end

local function open_now(session)
  local folder = safe.call(session:pool(), "GetCurrentFolder")
  local line = safe.call(session:project(), "GetCurrentTimeline")
  return {
    page = safe.text_of(session.resolve, "GetCurrentPage"),
    bin = folder ~= nil and safe.identity(folder) or "",
    timeline = line ~= nil and safe.identity(line) or "",
  }
end

local function has_no_file(clips)
  for place = 1, #clips do
    if clips[place].path == "" then return true end
  end
  return false
end

-- Timelines among the clips whatever `Type` is called: a Resolve in another language may translate it. They have no
-- file, and the name of a timeline.
local function find_lines(session, clips, items, lines)
  if not has_no_file(clips) then return end
  local names = {}
  for _, line in ipairs(session:timelines()) do
    local name = safe.name_of(line)
    if name then names[name] = true end
  end
  for place = #clips, 1, -1 do
    local seen = clips[place]
    if seen.path == "" and names[seen.name] then
      lines[seen.name] = seen.bin
      table.remove(clips, place)
      table.remove(items, place)
    end
  end
end

-- A project that several people share may be behind.
local function refresh(session)
  if not safe.has(session:pool(), "RefreshFolders") then return end
  local database = safe.mapped(safe.call(session:manager(), "GetCurrentDatabase"))
  if database.IpAddress ~= nil then safe.call(session:pool(), "RefreshFolders") end
end

-- The clips of one bin, into `answer`; timelines into `lines`: name -> bin.
local function look_into(session, folder, path, seen_so_far, with_markers)
  local here = #seen_so_far.bins
  table.insert(seen_so_far.bins, { path = data.list({ unpack(path) }), id = safe.identity(folder) })
  for _, handle in ipairs(session:clips_in(folder)) do
    local seen = clip(session, handle, with_markers)
    if seen and seen.type == "Timeline" then
      seen_so_far.lines[seen.name] = seen_so_far.lines[seen.name] or here
    elseif seen then
      seen.bin = here
      table.insert(seen_so_far.clips, seen)
      local stamp = seen.stamp[Session.STAMP] or ""
      table.insert(seen_so_far.items, { handle = handle, bin = Session.key(path), path = seen.path, stamp = stamp })
    end
  end
end

-- Everything that the core wants to know, in three calls a clip; a fourth with `markers`.
function looking.look(session, args, answer)
  refresh(session)
  local tree = Bins.read(session)
  answer.bins, answer.clips = data.list(), data.list()
  local seen_so_far = { bins = answer.bins, clips = answer.clips, lines = {}, items = {} }
  local taken = {}
  for _, path in ipairs(tree.order) do
    local key = Session.key(path)
    taken[key] = (taken[key] or 0) + 1
    look_into(session, tree.at[key][taken[key]], path, seen_so_far, args.markers == true)
  end
  find_lines(session, answer.clips, seen_so_far.items, seen_so_far.lines)
  session:remember(seen_so_far.items)
  local places = {}
  for place, item in ipairs(seen_so_far.items) do places[item] = place - 1 end
  local lines = data.list()
  for place, line in ipairs(session:timelines()) do
    lines[place] = timeline(session, line, seen_so_far.lines, places)
  end
  answer.timelines = lines
  answer.current = open_now(session)
end

-- The open timeline: name, rate, start, frames, markers; nothing when none is open.
function looking.current(session, _, answer)
  local line = safe.call(session:project(), "GetCurrentTimeline")
  local name = line ~= nil and safe.name_of(line)
  if not name then return end
  local first, last = safe.call(line, "GetStartFrame"), safe.call(line, "GetEndFrame")
  local rate, start = looking.rate_of(line), safe.text_of(line, "GetStartTimecode")
  local counted = type(first) == "number" and type(last) == "number"
  answer.markers = markers_of(line)
  answer.name, answer.rate, answer.start = name, rate, start
  answer.frames = counted and data.whole(last) - data.whole(first) or 0
end

-- Read the pool where nobody has yet: every other operation knows clips by what was read.
function looking.settle(session)
  if not session.items then looking.look(session, {}, {}) end
end

return looking
