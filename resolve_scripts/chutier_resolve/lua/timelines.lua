-- Chutier, executor in Lua: timelines, made empty in their bin, given their start, filled, every item read back.
-- Part of a script that chutier generates; it is generated from nothing else and may be read here as it stands.
-- Uses: data, safe, Bins, looking.

local timelines = {}

-- Items in one AppendToTimeline: it costs more each as the timeline grows.
local AT_ONCE = 100

-- Whether two rates as the program writes them are one: `25`, `25.0`; `29.97 DF` is not `29.97`.
local function same_rate(a, b)
  local number, rest = a:match("^%s*(%S+)%s*(.-)%s*$")
  local other_number, other_rest = b:match("^%s*(%S+)%s*(.-)%s*$")
  number, other_number = tonumber(number), tonumber(other_number)
  if not number or not other_number then return false end
  return math.abs(number - other_number) < 0.006 and rest == other_rest
end

-- The timeline of this name: names are unique in a project.
function timelines.find(session, asked)
  for _, line in ipairs(session:timelines()) do
    if data.nfc(safe.name_of(line) or "") == data.nfc(asked.name) then return line end
  end
  safe.fail("no-timeline", asked.name)
end

local function count_of(value)
  return data.whole(tonumber(data.text(value)), 1)
end

-- Whether this marker is where and what it should be.
local function is_marked(line, mark)
  for at, one in pairs(safe.mapped(safe.call(line, "GetMarkers"))) do
    if at ~= "__flags" and one.customData == mark.id then
      local alike = one.color == mark.color and one.name == mark.name and one.note == mark.note
      local frame = data.whole(tonumber(at))
      if alike and frame == data.whole(mark.frame) and count_of(one.duration) == mark.duration then return true end
    end
  end
  return false
end

-- Have a marker of this id where it is wanted; whether anything was changed.
local function put_marker(line, mark)
  local now = safe.mapped(safe.call(line, "GetMarkerByCustomData", mark.id))
  if is_marked(line, mark) then return false end
  if data.filled(now) then safe.call(line, "DeleteMarkerByCustomData", mark.id) end
  local frame = data.whole(mark.frame)
  if not data.yes(safe.call(line, "AddMarker", frame, mark.color, mark.name, mark.note, mark.duration, mark.id)) then
    safe.fail("marker", data.text(frame))
  end
  return true
end

-- One timeline being made ---------------------------------------------------------------------------------------------

local Making = {}
Making.__index = Making

-- The clips to place, and what became of each that was asked for. `frames` are a clip's own, `length` is in frames of
-- the timeline; where the two rates differ (not `exact`) a build may round down by one.
function Making:found()
  local items, answers = {}, data.list()
  for place, one in ipairs(self.asked.items) do
    local item, failure = safe.attempt(self.session.find, self.session, one.ref)
    if item then
      local frames, length = data.whole(one.frames), data.whole(one.length)
      items[#items + 1] = { handle = item.handle, frames = frames, length = length, exact = one.exact }
    end
    answers[place] = item and { state = "done" } or self.session:refusal(failure)
  end
  return items, answers
end

function Making:make()
  local session = self.session
  session:enter(Bins.read(session):find(self.asked.bin))
  self.line = safe.call(session:pool(), "CreateEmptyTimeline", self.asked.name)
  if safe.name_of(self.line) == nil then safe.fail("refused") end
  -- Only the current timeline can be filled.
  if safe.name_of(safe.call(session:project(), "GetCurrentTimeline")) ~= self.asked.name then
    safe.call(session:project(), "SetCurrentTimeline", self.line)
  end
end

function Making:set_start()
  local start = self.asked.start
  if safe.text_of(self.line, "GetStartTimecode") ~= start then safe.call(self.line, "SetStartTimecode", start) end
  local now = safe.steady_text(self.line, "GetStartTimecode")
  if now ~= start then safe.fail("start", now) end
end

function Making:name_tracks()
  for _, track in ipairs(data.items(self.asked.tracks)) do
    safe.call(self.line, "SetTrackName", track.type, track.index, track.name)
  end
end

function Making:append(items, less)
  local infos = {}
  for place, item in ipairs(items) do
    infos[place] = {
      mediaPoolItem = item.handle, startFrame = 0, endFrame = item.frames - less, trackIndex = 1,
      recordFrame = item.at,
    }
  end
  for _, some in ipairs(data.chunks(infos, AT_ONCE)) do safe.call(self.session:pool(), "AppendToTimeline", some) end
end

-- Start and duration of what lies in the timeline.
function Making:there()
  local found = {}
  for place, item in ipairs(safe.listed_of(self.line, "GetItemListInTrack", "video", 1)) do
    found[place] = { at = data.whole(safe.steady(item, "GetStart"), -1) }
    found[place].length = data.whole(safe.steady(item, "GetDuration"), -1)
  end
  return found
end

function Making:is_as_asked(items)
  local there = self:there()
  if #there ~= #items then return false end
  for place, item in ipairs(items) do
    local now = there[place]
    local fits = now.length == item.length or (not item.exact and now.length == item.length - 1)
    if now.at ~= item.at or not fits then return false end
  end
  return true
end

-- Place the clips end to end; the start of each, in frames from the timeline's first.
function Making:fill(items)
  local first = data.whole(safe.steady(self.line, "GetStartFrame"), 0)
  local starts, cursor = {}, 0
  for place, item in ipairs(items) do
    starts[place], item.at = cursor, first + cursor
    cursor = cursor + item.length
  end
  self:append(items, 0)
  if self:is_as_asked(items) then return starts end
  -- Builds differ on whether the last frame is part of the range: read back, then asked for the other way.
  safe.call(self.line, "DeleteClips", safe.listed_of(self.line, "GetItemListInTrack", "video", 1))
  self:append(items, 1)
  if not self:is_as_asked(items) then safe.fail("not-filled", #self:there() .. "/" .. #items) end
  return starts
end

function Making:mark(starts)
  for _, mark in ipairs(data.items(self.asked.markers)) do
    local frame = starts[mark.item + 1]
    if frame then
      put_marker(self.line, {
        frame = frame, duration = 1, color = mark.color, name = mark.name, note = mark.note, id = mark.id,
      })
    end
  end
end

-- Half a string-out deceives: what did not come out as asked is taken away again.
function Making:discard()
  local _, failure = safe.attempt(safe.call, self.session:pool(), "DeleteTimelines", { self.line })
  if failure then self.session:check_alive() end
end

function Making:check()
  for _, line in ipairs(self.session:timelines()) do
    if safe.name_of(line) == self.asked.name then safe.fail("name-taken", self.asked.name) end
  end
  if not same_rate(looking.rate_of(self.session:project()), self.asked.rate) then
    safe.fail("rate", looking.rate_of(self.session:project()))
  end
end

function Making:all()
  self:check()
  local items, answers = self:found()
  if #items == 0 then safe.fail("no-clip", "0") end
  self:make()
  local _, failure = safe.attempt(function()
    self:set_start()
    self:name_tracks()
    self:mark(self:fill(items))
  end)
  if failure then
    self:discard()
    error(failure, 0)
  end
  return { state = "done", items = answers }
end

-- `timelines`: each made once; one whose name is taken is left alone.
function timelines.perform(session, args, answer)
  looking.settle(session)
  answer.timelines = data.list()
  session:as_found(function()
    for place, asked in ipairs(args.timelines) do
      local making = setmetatable({ session = session, asked = asked }, Making)
      local became, failure = safe.attempt(making.all, making)
      if failure then
        became = session:refusal(failure)
        became.items = data.list()
      end
      answer.timelines[place] = became
    end
  end)
end

-- `markers` of one timeline, known again by their ids: a second time nothing is added.
function timelines.markers(session, args, answer)
  answer.markers = data.list()
  local line = timelines.find(session, args.timeline)
  for place, mark in ipairs(args.markers) do
    answer.markers[place] = session:told(function() return put_marker(line, mark) end)
  end
end

return timelines
